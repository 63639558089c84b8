import { addDays, type CalendarDate } from '../../../domain/primitives.js';
import type { AccountQueries, AccountSummary } from '../../../projections/accounts/queries.js';
import type { Freshness } from '../../../projections/freshness.js';
import type { Health, HealthQueries } from '../../../projections/health/queries.js';
import type { TrendQueries, TrendSeries } from '../../../projections/trends/queries.js';
import { freshAt } from '../../support/fresh.js';
import { type Customer, healthOn, makeCustomers } from './company.js';

const FEATURES = ['Report Viewed', 'Dashboard Viewed', 'Search Performed', 'Comment Posted', 'Export Run'];
const GRAINS = { day: 1, week: 7, month: 30, quarter: 91, all: 3660 } as const;
type Asked = Parameters<TrendQueries['series']>[0];

const daysFrom = (from: string, to: string, step: number): ReadonlyArray<string> => {
  const days: Array<string> = [];
  for (let day = from; day < to; day = addDays(day as CalendarDate, step)) days.push(day);
  return days;
};

/** Weekends are quiet, and of one week in spring nobody told. */
const levelOn = (day: string, scale: number): number | null => {
  const number = Date.parse(day) / 86_400_000;
  if (number % 97 < 6) return null;
  const quiet = number % 7 === 2 || number % 7 === 3 ? 0.25 : 1;
  return Math.round(scale * quiet * (1 + 0.3 * Math.sin(number / 9)));
};

const seriesOf = ({ grain, from, to, metrics, byFeature }: Asked): ReadonlyArray<TrendSeries> => {
  const step = GRAINS[grain];
  const draw = (metric: string, feature: string | null, scale: number): TrendSeries => ({
    metric,
    feature,
    part: null,
    grain,
    points: daysFrom(from, to, step).map((start) => ({ start, value: levelOn(start, scale), count: null })),
  });
  return (metrics ?? []).flatMap((metric) => {
    if (metric !== 'events') return [draw(metric, null, metric === 'active_users' ? 14 : 3)];
    return byFeature ? FEATURES.map((feature, i) => draw(metric, feature, 40 / (i + 1))) : [draw(metric, null, 90)];
  });
};

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
  readonly freshnessOf: (readModel: string) => Promise<Freshness>;
  readonly firstCustomer: Customer;
  /** Scores an account anew, and says at which position of the log. */
  readonly rescore: (accountId: string, score: number) => string;
};

/** The read models of a made-up company, in memory. */
export const makeCompany = (count: number, today: CalendarDate): Company => {
  const customers = new Map(makeCustomers(count, today).map((customer) => [customer.account.accountId, customer]));
  let position = 40_961;
  const fresh = (readModel: string): Freshness => freshAt(readModel, `${position}`);
  const listed = () => [...customers.values()].map(({ account }) => account);
  const latest = (accountId: string): Health | undefined => customers.get(accountId)?.health.at(-1);
  const [firstCustomer] = customers.values();
  if (firstCustomer === undefined) throw new Error('a company needs a customer');

  return {
    firstCustomer,
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
          ({ name, healthBand, industry }) =>
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
      streamsOf: async (accountIds) => accountIds.map((accountId) => `account-${accountId}`),
    },
    health: {
      current: async (accountId) => ({ health: latest(accountId), freshness: fresh('health') }),
      history: async (accountId, from, to) => ({
        points: (customers.get(accountId)?.health ?? []).filter(({ day }) => day >= from && day < to),
        freshness: fresh('health'),
      }),
      bands: async () => {
        const bands = listed().flatMap(({ healthBand }) => healthBand ?? []);
        return Object.fromEntries(bands.map((band) => [band, bands.filter((other) => other === band).length]));
      },
    },
    trends: {
      series: async (asked) => ({ series: seriesOf(asked), freshness: fresh('trends') }),
      bookSeries: async (asked) => ({ series: seriesOf({ ...asked, accountIds: [] }), freshness: fresh('trends') }),
      cohorts: async () => ({ triangles: [], freshness: fresh('trends') }),
      retention: async () => ({ parts: [], freshness: fresh('trends') }),
      metrics: async () => [{ metric: 'events', rollup: 'sum' }],
    },
  };
};
