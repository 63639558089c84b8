import type { WatchedSeries } from '../../../application/ports/watched-series.js';
import { addDays, CalendarDate } from '../../../domain/primitives.js';
import type { AccountQueries, AccountSummary } from '../../../projections/accounts/queries.js';
import type { Freshness } from '../../../projections/freshness.js';
import type { Health, HealthQueries } from '../../../projections/health/queries.js';
import { dailySeriesOf } from '../../../projections/trends/daily-series.js';
import { metricOf } from '../../../projections/trends/metrics.js';
import type { BookAttribute, TrendQueries } from '../../../projections/trends/queries.js';
import { freshAt } from '../../support/fresh.js';
import { valid } from '../../support/valid.js';
import { type Customer, healthOn, makeCustomers } from './company.js';
import { companyCohorts } from './company-cohorts.js';
import { METRICS, seriesOf } from './company-series.js';

const orders: Readonly<Record<string, (a: AccountSummary, b: AccountSummary) => number>> = {
  name: (a, b) => (a.name ?? '').localeCompare(b.name ?? ''),
  health: (a, b) => (a.healthScore ?? 0) - (b.healthScore ?? 0),
  arr: (a, b) => Number(b.arr) - Number(a.arr),
  lastActivity: (a, b) => (b.lastActivityAt ?? '').localeCompare(a.lastActivityAt ?? ''),
};

export type Company = {
  readonly accounts: AccountQueries;
  readonly health: HealthQueries;
  readonly trends: TrendQueries;
  /** Of scores alone. */
  readonly watchedSeries: WatchedSeries;
  readonly freshnessOf: (readModel: string) => Promise<Freshness>;
  readonly firstCustomer: Customer;
  readonly customers: () => ReadonlyArray<Customer>;
  /** Scores an account anew, and says at which position of the log. */
  readonly rescore: (accountId: string, score: number) => string;
};

/** Of this month and the last. */
const usageStreams = (accountId: string, today: CalendarDate): ReadonlyArray<string> =>
  [today, addDays(today, -31)].map((day) => `usage-${accountId}-${day.slice(0, 7).replace('-', '')}`);

/** The read models of a made-up company, in memory. */
export const makeCompany = (count: number, today: CalendarDate): Company => {
  const customers = new Map(makeCustomers(count, today).map((customer) => [customer.account.accountId, customer]));
  let position = 40_961;
  const fresh = (readModel: string): Freshness => freshAt(readModel, `${position}`);
  const listed = () => [...customers.values()].map(({ account }) => account);
  const latest = (accountId: string, asOf = '9999'): Health | undefined =>
    customers.get(accountId)?.health.findLast(({ day }) => day <= asOf);
  const partsOf = (split: BookAttribute | undefined) => {
    if (split === undefined) return undefined;
    const parts = [...new Set(listed().map((account) => account[split]))];
    return parts.map((part, i) => ({ part, share: 1 / (i + 2) }));
  };
  const cohortsIn = companyCohorts(() => [...customers.values()]);
  const [firstCustomer] = customers.values();
  if (firstCustomer === undefined) throw new Error('a company needs a customer');

  return {
    firstCustomer,
    customers: () => [...customers.values()],
    freshnessOf: async (readModel) => fresh(readModel),
    rescore: (accountId, score) => {
      const customer = customers.get(accountId);
      if (customer === undefined) throw new Error(`there is no customer ${accountId}`);
      const scored = healthOn(accountId, today, score);
      customers.set(accountId, {
        account: { ...customer.account, healthScore: score, healthBand: scored.band },
        health: [...customer.health.slice(0, -1), scored],
      });
      position += 512;
      return `${position}`;
    },
    accounts: {
      list: async ({ filter, order, limit, cursor }) => {
        const fits = listed().filter(
          ({ accountId, name, healthBand, industry }) =>
            (filter.accountIds?.includes(accountId) ?? true) &&
            (filter.search === undefined || (name ?? '').toLowerCase().includes(filter.search.toLowerCase())) &&
            (filter.band === undefined || healthBand === filter.band) &&
            (filter.industry === undefined || industry === filter.industry),
        );
        const start = Number(cursor ?? 0);
        const sorted = [...fits].sort(orders[order]);
        return {
          items: sorted.slice(start, start + limit),
          nextCursor: start + limit < sorted.length ? `${start + limit}` : null,
          freshness: fresh('accounts'),
        };
      },
      find: async (accountId) => {
        const customer = customers.get(accountId);
        return customer && { account: customer.account, freshness: fresh('accounts') };
      },
      groupOf: async (accountId) => ({ root: accountId, members: [accountId], known: customers.has(accountId) }),
      membersOf: async () => [...customers.keys()],
      streamsOf: async (accountIds) => accountIds.flatMap((id) => [`account-${id}`, ...usageStreams(id, today)]),
    },
    health: {
      current: async (accountId, asOf) => ({ health: latest(accountId, asOf), freshness: fresh('health') }),
      history: async (accountId, from, to) => ({
        points: (customers.get(accountId)?.health ?? []).filter(({ day }) => day >= from && day < to),
        freshness: fresh('health'),
      }),
      bands: async () => {
        const bands = listed().flatMap(({ healthBand }) => healthBand ?? []);
        return Object.fromEntries(bands.map((band) => [band, bands.filter((other) => other === band).length]));
      },
    },
    watchedSeries: async ({ accountIds, from, to }) =>
      new Map(
        accountIds.map((accountId) => {
          const scored = (customers.get(accountId)?.health ?? []).filter(({ day }) => day >= from && day < to);
          const said = scored.map(({ day, score }) => ({
            ...{ accountId, metric: 'health', feature: '', part: null, day: valid(CalendarDate)(day) },
            ...{ sum: score ?? 0, count: 1 },
          }));
          return [accountId, dailySeriesOf(said, addDays(to, -1))];
        }),
      ),
    trends: {
      series: async (asked) => ({ series: seriesOf(asked), freshness: fresh('trends') }),
      bookSeries: async (asked) => ({ series: seriesOf(asked, partsOf(asked.split)), freshness: fresh('trends') }),
      cohorts: async (asked) => ({ triangles: cohortsIn(asked), freshness: fresh('trends') }),
      retention: async () => ({ parts: [], freshness: fresh('trends') }),
      groupKnownAt: async (accountId) => ({ root: accountId, members: [accountId] }),
      metrics: async () => METRICS.map((metric) => ({ metric, rollup: metricOf(metric).rollup })),
    },
  };
};
