import type { HealthEvent } from '../../domain/health/events.js';
import type { Fold } from '../fold.js';
import { segmentHealth } from './table.js';

type Scored = Pick<HealthEvent['data'], 'score' | 'band'> & { readonly revision: string };

/** Of two scores of a day, the later in the account's one stream holds. */
export const health: Fold<Scored, HealthEvent> = {
  table: segmentHealth,
  handles: ['HealthScored'],
  keysOf: ({ event }) => [[event.data.accountId, event.data.day]],
  evolve: (held, { event, revision }) => {
    if (held !== undefined && BigInt(held.revision) > revision) return held;
    const { score, band } = event.data;
    return { score, band, revision: `${revision}` };
  },
  toCells: (state) => [state, state.score, state.band],
  fromCells: ([state]) => state as Scored,
};
