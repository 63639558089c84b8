import * as E from 'fp-ts/lib/Either.js';
import { onOneGrid } from './one-grid.js';

/** What a part of a whole (a segment, a plan, an account) has at one instant: a sum, and what it is divided by (a count, for a mean). */
export type Part = { readonly key: string; readonly sum: number; readonly weight: number };

export type PartOfChange = {
  readonly key: string;
  /** Because it became a larger or smaller share of the whole, and is above or below it. */
  readonly mix: number;
  /** Because it itself became larger or smaller. */
  readonly rate: number;
};

/** `before` and all effects, added in whatever order, are `after`, to the last digit. All are rounded to 12 digits of the largest. */
export type ExplainedChange = {
  readonly before: number;
  readonly after: number;
  /** From the part that moved the whole most to the one that did least. */
  readonly parts: ReadonlyArray<PartOfChange>;
};

export type ChangeRefusal =
  /** The weights of an instant do not add up to more than nothing. */
  | { readonly _tag: 'NoWeight'; readonly at: 'before' | 'after' }
  /** A sum or weight that is not finite, or a weight below 0. */
  | { readonly _tag: 'OutOfRange'; readonly key: string }
  | { readonly _tag: 'SameKeyTwice'; readonly key: string };

const badPart = (parts: ReadonlyArray<Part>): ChangeRefusal | undefined => {
  const bad = parts.find(
    ({ sum, weight }) => !(Math.abs(sum) <= 1e300) || !(weight >= 0 && weight <= 1e300) || (weight === 0 && sum !== 0),
  );
  if (bad !== undefined) return { _tag: 'OutOfRange', key: bad.key };
  const twice = parts.find(({ key }, i) => parts.findIndex((other) => other.key === key) < i);
  return twice === undefined ? undefined : { _tag: 'SameKeyTwice', key: twice.key };
};

type Side = ReadonlyMap<string, { readonly share: number; readonly rate: number }>;

const sideOf = (parts: ReadonlyArray<Part>, weight: number): Side =>
  new Map(
    parts
      .filter((part) => part.weight > 0)
      .map((part) => [part.key, { share: part.weight / weight, rate: part.sum / part.weight }]),
  );

const wholeOf = (side: Side): number => [...side.values()].reduce((sum, { share, rate }) => sum + share * rate, 0);

const effectsOf = (before: Side, after: Side): ReadonlyArray<PartOfChange> => {
  const middle = wholeOf(before) / 2 + wholeOf(after) / 2;
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => {
    const one = before.get(key);
    const other = after.get(key);
    const [shareBefore, shareAfter] = [one?.share ?? 0, other?.share ?? 0];
    const rateBefore = one?.rate ?? other?.rate ?? 0;
    const rateAfter = other?.rate ?? rateBefore;
    return {
      key,
      mix: (shareAfter - shareBefore) * (rateBefore / 2 + rateAfter / 2 - middle),
      rate: (shareBefore / 2 + shareAfter / 2) * (rateAfter - rateBefore),
    };
  });
};

/**
 * Why a mean or a ratio over parts changed between two instants. A part that is new, or gone, is all mix.
 * Each effect is taken at the middle of both instants, so that none is left over. Kitagawa 1955.
 */
export const explainChange = (
  before: ReadonlyArray<Part>,
  after: ReadonlyArray<Part>,
): E.Either<ChangeRefusal, ExplainedChange> => {
  const refusal = badPart(before) ?? badPart(after);
  if (refusal !== undefined) return E.left(refusal);
  const weightOf = (parts: ReadonlyArray<Part>): number => parts.reduce((sum, { weight }) => sum + weight, 0);
  const [weightBefore, weightAfter] = [weightOf(before), weightOf(after)];
  if (!(weightBefore > 0)) return E.left({ _tag: 'NoWeight', at: 'before' });
  if (!(weightAfter > 0)) return E.left({ _tag: 'NoWeight', at: 'after' });
  const [one, other] = [sideOf(before, weightBefore), sideOf(after, weightAfter)];
  const effects = effectsOf(one, other);
  const size = ({ mix, rate }: PartOfChange): number => Math.abs(mix + rate);
  const [start = 0, end = 0, ...rounded] = onOneGrid(
    wholeOf(one),
    wholeOf(other),
    effects.flatMap(({ mix, rate }) => [mix, rate]),
  );
  const parts = effects.map(({ key }, i) => ({
    key,
    mix: rounded[2 * i] as number,
    rate: rounded[2 * i + 1] as number,
  }));
  return E.right({ before: start, after: end, parts: parts.sort((a, b) => size(b) - size(a)) });
};
