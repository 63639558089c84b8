import { momentsOf } from '../../../statistics/moments.js';
import type { Detector } from '../detector.js';
import { observeTrait, type Trait, unknownTrait } from './trait.js';

export type NoveltyState = {
  readonly recent: ReadonlyArray<number>;
  readonly value: Trait;
  readonly level: Trait;
  readonly spread: Trait;
  /** The highest score of the alarm that is still near, and how long ago it was. */
  readonly strongest: number;
  readonly since: number;
};

/** `score` in [0, 1): 0.5 is as new as the newest of a hundred. It is 0 while a higher one is not long ago. */
export type Novelty = { readonly score: number; readonly alarm: boolean };

const WINDOW = 32;
const REST = 100;
/** Beyond this sums of squares would be infinite. */
const LARGEST = 1e150;

const initial: NoveltyState = {
  recent: [],
  value: unknownTrait,
  level: unknownTrait,
  spread: unknownTrait,
  strongest: 0,
  since: 0,
};

const withoutTrait = (trait: Trait): readonly [Trait, number] => [trait, 0];

const observeAt =
  (threshold: number) =>
  (state: NoveltyState, given: number): readonly [NoveltyState, Novelty] => {
    const rested = state.since >= REST;
    const strongest = rested ? 0 : state.strongest;
    const since = state.since + 1;
    if (Number.isNaN(given))
      return [
        { ...state, strongest, since },
        { score: 0, alarm: false },
      ];
    const value = Math.max(-LARGEST, Math.min(LARGEST, given));
    const recent = [...state.recent, value].slice(-WINDOW);
    const { mean, variance } = momentsOf(Float64Array.from(recent));
    const full = recent.length === WINDOW;
    const [ofValue, newValue] = observeTrait(state.value, value, 1);
    const [ofLevel, newLevel] = full ? observeTrait(state.level, mean, WINDOW) : withoutTrait(state.level);
    const [ofSpread, newSpread] = full
      ? observeTrait(state.spread, Math.sqrt(variance), WINDOW)
      : withoutTrait(state.spread);
    const novelty = Math.max(newValue, newLevel, newSpread);
    const score = novelty === Number.POSITIVE_INFINITY ? 1 : novelty / (1 + novelty);
    const higher = score > strongest;
    return [
      {
        recent,
        value: ofValue,
        level: ofLevel,
        spread: ofSpread,
        strongest: higher ? score : strongest,
        since: higher ? 1 : since,
      },
      { score: higher ? score : 0, alarm: higher && score >= threshold },
    ];
  };

/**
 * Alarms at what a series has not been before, within its own usual gaps: a value, a level over 32 values, or a spread over
 * them. After an alarm only a stronger one counts for the next hundred values. For long series of whatever shape (load,
 * latency, counts a minute); nothing is asked about seasons. A value that is missing is passed over.
 */
export const noveltyDetector = (threshold = 0.6): Detector<NoveltyState, Novelty> => ({
  initial,
  observe: observeAt(threshold),
});
