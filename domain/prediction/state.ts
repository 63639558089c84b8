import { canonical } from '../canonical.js';
import { type Keyed, lookUp, put } from '../keyed.js';
import { type Dated, latest } from '../latest.js';
import type { CalendarDate } from '../primitives.js';
import type { PredictionEvent } from './events.js';

/** What was said last for each kind and day. */
export type PredictionState = Readonly<Record<PredictionEvent['type'], Keyed<Dated<string>>>>;

export const initialPrediction: PredictionState = {
  ChurnPredicted: {},
  ExpansionPredicted: {},
  HealthTrajectoryPredicted: {},
};

/** All that a prediction says but when it was said. */
const saidIn = ({ occurredAt: _, ...said }: PredictionEvent['data']): string => canonical(said);

const heldFor = (state: PredictionState, type: PredictionEvent['type'], day: CalendarDate): Dated<string> | undefined =>
  lookUp(state[type], day);

export const isSaid = (state: PredictionState, { type, data }: PredictionEvent): boolean =>
  heldFor(state, type, data.day)?.value === saidIn(data);

export const evolve = (state: PredictionState, { type, data }: PredictionEvent): PredictionState => {
  const held = latest(heldFor(state, type, data.day), { value: saidIn(data), at: data.occurredAt });
  return { ...state, [type]: put(state[type], data.day, held) };
};
