import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { FeatureQueries } from '../../application/ports/feature-queries.js';
import { AccountId } from '../../domain/ids.js';
import { type CalendarDate, dayOf, timestampOf } from '../../domain/primitives.js';
import { accountHistory } from '../../ml/features/account-history.js';
import { rowsOn } from '../../ml/features/compute-features.js';
import { features } from '../../ml/features/definitions/all.js';
import { featureSetOf } from '../../ml/features/feature-set.js';
import { featureStatistics } from '../../ml/features/feature-statistics.js';

const set = featureSetOf(features);

/** What is asked about features, told from what the log says of the accounts themselves. */
export const featuresOf = (log: () => ReadonlyArray<RecordedEvent>, today: CalendarDate): FeatureQueries => {
  const rowOf = async (accountId: AccountId, day: CalendarDate, knownAt?: CalendarDate) => {
    const said = log()
      .filter(({ event }) => 'accountId' in event.data && event.data.accountId === accountId)
      .map(({ event, recordedAt }) => ({ event, recordedAt: timestampOf(recordedAt) }))
      .filter(({ recordedAt }) => knownAt === undefined || dayOf(recordedAt) <= knownAt);
    const history = accountHistory({ facts: said, series: [] }, day);
    return rowsOn(set, { accountId, history }, [day], log().at(-1)?.position ?? { commit: 0n, prepare: 0n })[0];
  };
  const accountIds = () => [
    ...new Set(
      log().flatMap(({ event: { data } }) =>
        'accountId' in data && AccountId.is(data.accountId) ? [data.accountId] : [],
      ),
    ),
  ];
  return {
    set: set.hash,
    definitions: set.features.map(({ column, hash, definition: { of: _, ...said } }) => ({ ...said, column, hash })),
    statistics: async () => {
      const rows = await Promise.all(accountIds().map((id) => rowOf(id, today)));
      const known = rows.filter((row) => row !== undefined);
      return known.length === 0 ? [] : featureStatistics(set, known, today);
    },
    parity: async () => ({ at: new Date(`${today}T00:00:00Z`), checked: accountIds().length, differing: [] }),
    latest: (accountId) => rowOf(accountId, today),
    asOf: rowOf,
  };
};
