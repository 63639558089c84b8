import type { ParityNote } from '../application/ports/feature-store.js';
import type { Adapters } from '../infrastructure/adapters.js';
import { makeAccountQueries } from '../projections/accounts/queries.js';
import { allAccounts } from './all-accounts.js';
import { makeFeatureStore } from './feature-store.js';

const SAMPLE = 200;

/** Evenly through the list. */
const sampled = <A>(items: ReadonlyArray<A>, size: number): ReadonlyArray<A> => {
  const step = Math.max(1, Math.ceil(items.length / size));
  return items.filter((_, i) => i % step === 0);
};

/** Compares the features that are served of some accounts, of all where there are few, with what the facts give. */
export const verifyFeatures = async (
  adapters: Pick<Adapters, 'knex' | 'onlineFeatures' | 'offlineFeatures'>,
): Promise<ParityNote> => {
  const { parity } = makeFeatureStore(adapters);
  return parity(sampled(await allAccounts(makeAccountQueries(adapters.knex)), SAMPLE));
};
