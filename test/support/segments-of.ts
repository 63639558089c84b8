import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { CalendarDate } from '../../domain/primitives.js';
import { SegmentEvent } from '../../domain/segment/events.js';
import type { AccountValues } from '../../domain/segment/fields.js';
import { evolve, initialSegment, type SegmentState, versionsOf } from '../../domain/segment/state.js';
import type { AccountDetail } from '../../projections/accounts/queries.js';
import type { SegmentQueries } from '../../projections/segments/queries.js';
import { recordedDayOf } from '../../projections/two-clocks/recorded-day.js';
import { freshAt } from './fresh.js';

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

/** The days are not told apart: an account was always as it is, and never active. */
const valuesOf = (account: AccountDetail): AccountValues => ({
  ...account,
  employees: numberOf(account.employees),
  annualRevenue: numberOf(account.annualRevenue),
  arr: numberOf(account.arr),
  daysSinceActivity: null,
  daysToRenewal: null,
  cohort: account.cohorts.flatMap(({ id, name }) => (name === null ? [id] : [id, name])),
});

/** Answers as the read model of segments would of accounts that never change, once it has read this log. */
export const segmentsOf = (
  accounts: ReadonlyArray<AccountDetail>,
  log: () => ReadonlyArray<RecordedEvent>,
  position: () => string,
): SegmentQueries => {
  const all = (knownAt?: CalendarDate) => {
    const states = new Map<string, SegmentState>();
    for (const recorded of log()) {
      const { event } = recorded;
      if (!SegmentEvent.is(event) || (knownAt !== undefined && recordedDayOf(recorded) > knownAt)) continue;
      const { name } = event.data;
      states.set(name, evolve(states.get(name) ?? initialSegment, event));
    }
    return [...states].sort().map(([name, state]) => ({ name, versions: versionsOf(state) }));
  };
  const freshness = () => freshAt('segments', position());
  return {
    list: async () => ({ segments: all(), freshness: freshness() }),
    find: async (name, knownAt) => ({ segment: all(knownAt).find((one) => one.name === name), freshness: freshness() }),
    accountsOn: async (_, { accountIds }) => ({
      accounts: accounts
        .filter(({ accountId, removedAt }) => removedAt === null && (accountIds?.includes(accountId) ?? true))
        .map((account) => ({
          accountId: account.accountId,
          members: [account.accountId, ...account.mergedFrom],
          values: valuesOf(account),
        })),
      freshness: freshness(),
    }),
  };
};
