import { setTimeout as sleep } from 'node:timers/promises';
import type { JobHandlers, JobRequest } from '../application/ports/job-queue.js';
import type { AccountId } from '../domain/ids.js';
import { addDays } from '../domain/primitives.js';
import { featureStatistics } from '../ml/features/feature-statistics.js';
import { makeAccountQueries } from '../projections/accounts/queries.js';
import { allAccounts } from './all-accounts.js';
import { makeFeatureStore } from './feature-store.js';
import type { RoleContext, Running } from './role.js';

/** Rows of single days are of use while what they foretold can still be seen; after that there is one a month. */
const DAYS_KEPT = 60;
const PARITY_EVERY_MS = 60_000;
const PARITY_ACCOUNTS = 10;

/** So many at a time, going round. */
const turns = (size: number) => {
  let place = 0;
  return (ids: ReadonlyArray<AccountId>): ReadonlyArray<AccountId> => {
    const from = ids.length === 0 ? 0 : place % ids.length;
    place = from + size;
    return ids.slice(from, from + size);
  };
};

/** Of the day that begins. */
export const featuresOn = (day: string): JobRequest => ({
  name: 'refresh-features',
  id: `refresh-features-${day}`,
  data: { day },
});

/**
 * The job that tells every account's features anew, for they change though nothing happens, with how they spread; and compares
 * what is served with what the facts give, some accounts a minute.
 */
export const startKeepingFeatures = ({
  adapters,
  log,
}: Pick<RoleContext, 'adapters' | 'log'>): Running & { readonly handlers: JobHandlers } => {
  const { set, refresh, parity, today } = makeFeatureStore(adapters);
  const accounts = makeAccountQueries(adapters.knex);
  const offline = adapters.offlineFeatures;
  const stopping = new AbortController();

  const refreshAll = async (): Promise<void> => {
    const day = today();
    const ids = await allAccounts(accounts);
    const written = await refresh(ids.map((accountId) => ({ accountId, since: day })));
    const rows = (await offline.latest(set.hash)).filter((row) => row.day === day);
    await offline.keepStatistics(set.hash, featureStatistics(set, rows, day));
    await offline.thin(set.hash, addDays(day, -DAYS_KEPT));
    log.info({ day, written }, 'features were told anew');
  };

  const next = turns(PARITY_ACCOUNTS);
  const compare = async (): Promise<void> => {
    const found = await parity(next(await allAccounts(accounts)));
    await offline.noteParity(set.hash, found);
    if (found.differing.length > 0) log.error(found, 'features are served that the facts do not give');
  };
  const comparing = (async () => {
    while (!stopping.signal.aborted) {
      await sleep(PARITY_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      await compare().catch((error: unknown) => log.warn({ err: error }, 'features could not be compared'));
    }
  })();

  return {
    handlers: { 'refresh-features': refreshAll },
    stop: async () => {
      stopping.abort();
      await comparing;
    },
  };
};
