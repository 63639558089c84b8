import type { EventOf } from '../../domain/catalogue.js';
import { type Keyed, lookUp, put } from '../../domain/keyed.js';
import { earlier } from '../../domain/latest.js';
import { dayOf, type Timestamp } from '../../domain/primitives.js';
import type { Fold } from '../fold.js';
import { onDay } from './daily.js';
import { trendAdoptions } from './table.js';

/** When an account first adopted each feature. */
export const adoptions: Fold<Keyed<Timestamp>, EventOf<'FeatureAdopted'>> = {
  table: trendAdoptions,
  handles: ['FeatureAdopted'],
  keysOf: ({ event }) => [[event.data.accountId]],
  evolve: (adopted = {}, { event }) => {
    const { feature, occurredAt } = event.data;
    return put(adopted, feature, earlier(lookUp(adopted, feature), occurredAt));
  },
  toCells: (state) => [state],
  fromCells: ([state]) => state as Keyed<Timestamp>,
  contributions: (adopted, [accountId = '']) =>
    Object.values(adopted).map((at) => onDay(accountId, 'features_adopted', dayOf(at), 1)),
};
