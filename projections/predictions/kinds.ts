import type { DomainEvent } from '../../domain/catalogue.js';
import { latest } from '../../domain/latest.js';
import type { PredictionEvent } from '../../domain/prediction/events.js';

/** What is predicted of a kind, as it was put down. */
export type PredictionOfKind = {
  readonly churn: Extract<PredictionEvent, { type: 'ChurnPredicted' }>['data'];
  readonly expansion: Extract<PredictionEvent, { type: 'ExpansionPredicted' }>['data'];
  readonly 'health-trajectory': Extract<PredictionEvent, { type: 'HealthTrajectoryPredicted' }>['data'];
};
export type PredictionKind = keyof PredictionOfKind;

export const kinds: Readonly<Record<PredictionEvent['type'], PredictionKind>> = {
  ChurnPredicted: 'churn',
  ExpansionPredicted: 'expansion',
  HealthTrajectoryPredicted: 'health-trajectory',
};

/** The chance within so many days, and the revenue to be expected of it where the prediction is of revenue. */
export type Horizon = { readonly days: number; readonly probability: number; readonly amount: number | null };

/** In the order of days; none of a path, which says a score for each day instead. */
export const horizonsOf = (event: PredictionEvent): ReadonlyArray<Horizon> => {
  switch (event.type) {
    case 'ChurnPredicted':
      return event.data.horizons.map(({ days, probability }) => ({ days, probability, amount: null }));
    case 'ExpansionPredicted':
      return event.data.horizons.map(({ days, probability, amount }) => ({ days, probability, amount }));
    case 'HealthTrajectoryPredicted':
      return [];
  }
};

/** What an event predicts of this kind; nothing if it is another event. */
export const predictionIn = <K extends PredictionKind>(
  kind: K,
  event: DomainEvent,
): ReadonlyArray<PredictionOfKind[K]> =>
  Object.hasOwn(kinds, event.type) && kinds[event.type as PredictionEvent['type']] === kind
    ? [event.data as PredictionOfKind[K]]
    : [];

/** The later day holds, and of what was said of one day what was said last. */
export const laterPrediction = <P extends PredictionEvent['data']>(held: P | undefined, said: P): P => {
  if (held === undefined || said.day > held.day) return said;
  if (said.day < held.day) return held;
  return latest({ value: held, at: held.occurredAt }, { value: said, at: said.occurredAt }).value;
};
