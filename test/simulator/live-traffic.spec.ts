import { describe, expect, it } from 'vitest';
import { simulateCompany } from '../../simulator/company.js';
import type { Delivery } from '../../simulator/delivery.js';
import { liveTraffic } from '../../simulator/live-traffic.js';
import { simulate } from '../../simulator/simulate.js';

const company = simulateCompany({ seed: 'live', accounts: 40, months: 6, endsAt: '2026-06-15T12:00:00Z' });
const from = new Date('2026-06-15T12:00:00Z');
const history = [...simulate(company)];

const first = (count: number, options: Partial<Parameters<typeof liveTraffic>[1]> = {}): ReadonlyArray<Delivery> => {
  const traffic = liveTraffic(company, { from, perSecond: 5, seed: 'now', ...options });
  return Array.from({ length: count }, () => traffic.next().value).filter((delivery) => delivery !== undefined);
};

const matches = (deliveries: ReadonlyArray<Delivery>, pattern: RegExp): ReadonlySet<string> =>
  new Set(deliveries.flatMap(({ body }) => Array.from(body.matchAll(pattern), ([, id]) => id ?? '')));

const CREATED = /"subscriptionType":"(?:contact|deal)\.creation","subscriptionId":\d+,"objectId":(\d+)/g;
const TICKET_CREATED = /"subject":"(zen:ticket:\d+)","time":"[^"]+","type":"zen:event-type:ticket.created"/g;

describe('live traffic', () => {
  const live = first(3_000);

  it('repeats itself for the same seed and start', () => {
    expect(first(200)).toEqual(first(200));
    expect(first(200, { seed: 'another' })).not.toEqual(first(200));
  });

  it('goes on from its start, in order, at about the asked rate', () => {
    const times = live.map(({ at }) => at.getTime());
    expect(times[0]).toBeGreaterThanOrEqual(from.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
    expect(live.length / seconds).toBeGreaterThan(4);
    expect(live.length / seconds).toBeLessThan(6);
  });

  it('comes from every source', () => {
    const share = (source: string) => live.filter((delivery) => delivery.source === source).length / live.length;
    expect(share('mixpanel')).toBeGreaterThan(0.7);
    expect(share('hubspot')).toBeGreaterThan(0.03);
    expect(share('zendesk')).toBeGreaterThan(0.03);
  });

  it('is about customers and people of the history', () => {
    const stay = company.customers.filter(({ walk }) => walk.leftAt === undefined);
    const companies = new Set(stay.map(({ account }) => String(account.companyId)));
    const organizations = new Set(stay.map(({ account }) => String(account.organizationId)));
    for (const id of matches(live, /"company_id":"(\d+)"/g)) expect(companies).toContain(id);
    for (const id of matches(live, /"organization_id":"(\d+)"/g)) expect(organizations).toContain(id);
    const users = new Set(
      company.customers.flatMap(({ account }) => account.users.map(({ distinctId }) => distinctId)),
    );
    for (const id of matches(live, /"distinct_id":"([^"]+)"/g)) expect(users).toContain(id);
    const known = matches(history, CREATED);
    const talkedTo = matches(live, /"objectId":(\d+),"propertyName":"hs_last_sales_activity_timestamp"/g);
    expect(talkedTo.size).toBeGreaterThan(10);
    for (const id of talkedTo) expect(known).toContain(id);
  });

  it('makes new records under ids that neither the history nor an earlier start has used', () => {
    const later = first(3_000, { from: new Date(live.at(-1)?.at.getTime() ?? 0) });
    for (const pattern of [CREATED, TICKET_CREATED]) {
      const [old, now, next] = [matches(history, pattern), matches(live, pattern), matches(later, pattern)];
      expect(now.size).toBeGreaterThan(10);
      expect([...now].filter((id) => old.has(id))).toEqual([]);
      expect([...next].filter((id) => now.has(id) || old.has(id))).toEqual([]);
    }
  });

  it('never tells of a usage event that lies in the future', () => {
    for (const { at, body } of live.filter(({ source }) => source === 'mixpanel')) {
      for (const [, seconds] of body.matchAll(/"time":(\d+)/g)) expect(Number(seconds) * 1000).toBeLessThanOrEqual(+at);
    }
  });

  it('moves tickets on to their end', () => {
    const types = matches(live, /"type":"zen:event-type:ticket\.([a-z_]+)"/g);
    expect(types).toEqual(new Set(['created', 'comment_added', 'status_changed', 'priority_changed', 'csat_received']));
  });

  it('refuses a start before the end of the history and a rate of nothing', () => {
    expect(() => first(1, { from: new Date(0) })).toThrow('from');
    expect(() => first(1, { perSecond: 0 })).toThrow('perSecond');
  });
});
