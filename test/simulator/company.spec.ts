import { describe, expect, it } from 'vitest';
import { DAY } from '../../simulator/calendar.js';
import { type Company, type Customer, simulateCompany } from '../../simulator/company.js';
import { ticketsOf } from '../../simulator/support.js';
import { usageOfDay } from '../../simulator/usage.js';

const endsAt = '2026-06-15T12:00:00Z';
const large = simulateCompany({ seed: 'large', accounts: 700, months: 24, endsAt });

const mean = (values: ReadonlyArray<number>) => values.reduce((sum, value) => sum + value, 0) / values.length;
const leavers = large.customers.filter(({ walk }) => walk.leftAt !== undefined);

/** Events of the four weeks that end so many days before the customer left. */
const usageBefore = (company: Company, customer: Customer, daysBefore: number) => {
  const last = Math.floor((customer.walk.leftAt ?? company.endsAt) / DAY) - daysBefore;
  return Array.from({ length: 28 }, (_, i) => usageOfDay(company, customer, (last - i) * DAY).length).reduce(
    (a, b) => a + b,
    0,
  );
};

describe('a simulated company', () => {
  it('has at least 100 customers with twelve months of usage in the small demo', () => {
    for (const seed of ['demo', 'treering', '1', '2', '3']) {
      const demo = simulateCompany({ seed, accounts: 120, months: 13, endsAt });
      const months = demo.customers.map(({ walk }) => ((walk.leftAt ?? demo.endsAt) - walk.startsAt) / DAY);
      expect(months.filter((days) => days >= 365).length, seed).toBeGreaterThanOrEqual(100);
      expect(months.filter((days) => days < 365).length, seed).toBeGreaterThan(0);
    }
  });

  it('loses customers as often as its true hazards say', () => {
    const months = large.truth.flatMap((account) => account.months);
    const expected = months.reduce((sum, { hazard }) => sum + hazard, 0);
    const variance = months.reduce((sum, { hazard }) => sum + hazard * (1 - hazard), 0);
    expect(leavers.length).toBe(months.filter(({ churned }) => churned).length);
    expect(Math.abs(leavers.length - expected)).toBeLessThan(4 * Math.sqrt(variance));
    const years = months.reduce((sum, { from, to }) => sum + to - from, 0) / (365 * DAY);
    expect(leavers.length / years).toBeGreaterThan(0.05);
    expect(leavers.length / years).toBeLessThan(0.16);
  });

  it('tells leavers from stayers by the hazard, but not surely', () => {
    const months = large.truth.flatMap((account) => account.months);
    const before = mean(months.filter(({ churned }) => churned).map(({ hazard }) => hazard));
    const usual = mean(months.filter(({ churned }) => !churned).map(({ hazard }) => hazard));
    expect(before).toBeGreaterThan(5 * usual);
    expect(before).toBeLessThan(0.6);
  });

  it('lets some leave silently, at work until the end, and most others fade before', () => {
    const reserved = leavers.filter(({ account }) => account.traits.reserved);
    const share = reserved.length / leavers.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.65);
    const ratios = (customers: ReadonlyArray<Customer>) =>
      customers
        .filter(({ walk }) => (walk.leftAt ?? 0) - walk.startsAt > 280 * DAY)
        .map((customer) => (usageBefore(large, customer, 1) + 1) / (usageBefore(large, customer, 240) + 1));
    const open = leavers.filter(({ account }) => !account.traits.reserved);
    expect(mean(ratios(reserved))).toBeGreaterThan(0.7);
    expect(mean(ratios(open).map((ratio) => (ratio < 0.5 ? 1 : 0)))).toBeGreaterThan(0.5);
  });

  it('has champions who leave and are followed, expansions, renewals and contractions', () => {
    const kinds = large.customers.flatMap(({ walk }) => walk.life.map(({ kind }) => kind));
    const count = (kind: string) => kinds.filter((other) => other === kind).length;
    expect(count('champion-left')).toBeGreaterThan(100);
    expect(count('champion-arrived')).toBeGreaterThan(50);
    expect(count('upsell-won')).toBeGreaterThan(100);
    expect(count('upsell-lost')).toBeGreaterThan(50);
    expect(count('renewed')).toBeGreaterThan(700);
    expect(count('seats-changed')).toBeGreaterThan(20);
  });

  it('hears nothing of a customer who has left', () => {
    for (const { walk } of leavers) expect(walk.life.filter(({ at }) => at > (walk.leftAt ?? 0))).toEqual([]);
  });

  it('has more tickets after an incident', () => {
    const opened = ticketsOf(large).map(({ opened: { account, createdAt } }) => ({ account, day: createdAt / DAY }));
    const byAccount = new Map(
      large.customers.map(({ account }) => [account, opened.filter((ticket) => ticket.account === account)]),
    );
    const near = large.customers.flatMap(({ account, walk }) =>
      walk.incidents
        .filter(({ day, severity }) => severity > 0.5 && day * DAY > walk.startsAt + 30 * DAY)
        .map((incident) => {
          const days = (byAccount.get(account) ?? []).map(({ day }) => day - incident.day);
          return {
            after: days.filter((d) => d >= 0 && d < 10).length,
            before: days.filter((d) => d >= -10 && d < 0).length,
          };
        }),
    );
    expect(mean(near.map(({ after }) => after))).toBeGreaterThan(1.3 * mean(near.map(({ before }) => before)));
  });

  it('keeps the week, the holidays and the first steps of newcomers', () => {
    const events = (from: string) =>
      large.customers
        .filter(({ account, walk }) => account.signedAt < Date.parse('2025-01-01') && walk.leftAt === undefined)
        .reduce((sum, customer) => sum + usageOfDay(large, customer, Date.parse(from)).length, 0);
    expect(events('2025-12-25')).toBeLessThan(0.4 * events('2025-12-18'));
    expect(events('2026-03-08')).toBeLessThan(0.5 * events('2026-03-10'));
    const newcomers = large.customers.filter(
      ({ account, walk }) =>
        account.signedAt > large.startsAt && walk.leftAt === undefined && account.signedAt < large.endsAt - 200 * DAY,
    );
    const inWeek = (customer: Customer, week: number) => {
      const first = Math.ceil(customer.account.signedAt / DAY) + 7 * week;
      return mean(Array.from({ length: 7 }, (_, i) => usageOfDay(large, customer, (first + i) * DAY).length));
    };
    expect(mean(newcomers.map((c) => inWeek(c, 0)))).toBeLessThan(0.6 * mean(newcomers.map((c) => inWeek(c, 26))));
  });

  it('refuses options that make no sense, by name', () => {
    const options = { seed: 'x', accounts: 10, months: 3, endsAt };
    expect(() => simulateCompany({ ...options, accounts: 0 })).toThrow('accounts');
    expect(() => simulateCompany({ ...options, months: 1.5 })).toThrow('months');
    expect(() => simulateCompany({ ...options, endsAt: 'yesterday' })).toThrow('endsAt');
    expect(() => simulateCompany({ ...options, eventsPerUserDay: 0 })).toThrow('eventsPerUserDay');
    expect(() => simulateCompany({ ...options, yearlyChurn: -1 })).toThrow('yearlyChurn');
  });
});
