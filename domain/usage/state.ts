import { type Keyed, lookUp, put } from '../keyed.js';
import { type Dated, earlier, latest } from '../latest.js';
import type { Timestamp } from '../primitives.js';
import type { UsageEvent } from './events.js';

/** One month of one account. Quantities are left to the read models: what was used so far decides nothing. */
export type UsageState = {
  readonly seats: Dated<number> | undefined;
  /** When each feature was first adopted within the month. */
  readonly adopted: Keyed<Timestamp>;
};

export const initialUsage: UsageState = { seats: undefined, adopted: {} };

export const evolve = (state: UsageState, event: UsageEvent): UsageState => {
  const at = event.data.occurredAt;
  switch (event.type) {
    case 'UsageRecorded':
      return state;
    case 'SeatsChanged':
      return { ...state, seats: latest(state.seats, { value: event.data.seats, at }) };
    case 'FeatureAdopted': {
      const { feature } = event.data;
      return { ...state, adopted: put(state.adopted, feature, earlier(lookUp(state.adopted, feature), at)) };
    }
  }
};
