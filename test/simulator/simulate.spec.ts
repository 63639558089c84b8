import { createHash } from 'node:crypto';
import * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import { Timestamp } from '../../domain/primitives.js';
import { simulateCompany } from '../../simulator/company.js';
import type { Delivery } from '../../simulator/delivery.js';
import { simulate } from '../../simulator/simulate.js';

const options = { seed: 'story', accounts: 60, months: 4, endsAt: '2026-06-15T12:00:00Z', yearlyChurn: 0.3 };
const company = simulateCompany(options);
const deliveries = [...simulate(company)];

const fingerprint = (history: Iterable<Delivery>) => {
  const hash = createHash('sha256');
  for (const { source, kind, at, body } of history) hash.update(`${source} ${kind} ${at.toISOString()}\n${body}\n`);
  return hash.digest('hex');
};

const jsonOf = (wanted: (delivery: Delivery) => boolean): ReadonlyArray<unknown> =>
  deliveries.filter(wanted).map(({ body }): unknown => JSON.parse(body));

const record = t.record(t.string, t.unknown);
const HubSpotElement = t.intersection([
  t.type({
    eventId: t.Int,
    portalId: t.Int,
    appId: t.Int,
    occurredAt: t.Int,
    subscriptionType: t.string,
    attemptNumber: t.Int,
    changeSource: t.string,
  }),
  t.union([
    t.type({ objectId: t.Int, subscriptionId: t.Int }),
    t.type({ fromObjectId: t.Int, toObjectId: t.Int, associationType: t.string, associationRemoved: t.boolean }),
  ]),
]);
const ZendeskEvent = t.type({
  type: t.string,
  account_id: t.Int,
  id: t.string,
  time: Timestamp,
  subject: t.string,
  zendesk_event_version: t.string,
  detail: record,
  event: record,
});
const ZendeskPage = t.type({
  tickets: t.array(
    t.type({
      id: t.Int,
      organization_id: t.Int,
      status: t.keyof({ open: null, solved: null }),
      priority: t.keyof({ low: null, normal: null, high: null, urgent: null }),
      created_at: Timestamp,
      updated_at: Timestamp,
      satisfaction_rating: t.type({ score: t.keyof({ unoffered: null, offered: null, good: null, bad: null }) }),
    }),
  ),
  after_cursor: t.string,
  end_of_stream: t.boolean,
  count: t.Int,
});
const MixpanelLine = t.type({
  event: t.string,
  properties: t.type({
    time: t.Int,
    distinct_id: t.string,
    $insert_id: t.string,
    mp_processing_time_ms: t.Int,
    company_id: t.string,
  }),
});

const decoded = <A>(codec: t.Type<A, unknown, unknown>, value: unknown): A => {
  const result = codec.decode(value);
  if (result._tag === 'Left') throw new Error(`not a ${codec.name}: ${JSON.stringify(value).slice(0, 400)}`);
  return result.right;
};

const elements = jsonOf(({ source }) => source === 'hubspot').flatMap((body) => decoded(t.array(HubSpotElement), body));
const events = jsonOf(({ source, kind }) => source === 'zendesk' && kind === 'webhook').map((body) =>
  decoded(ZendeskEvent, body),
);
const pages = jsonOf(({ kind }) => kind === 'tickets-export').map((body) => decoded(ZendeskPage, body));
const chunks = deliveries.filter(({ source }) => source === 'mixpanel');
const lines = chunks.flatMap(({ body }) =>
  body
    .trimEnd()
    .split('\n')
    .map((line) => decoded(MixpanelLine, JSON.parse(line))),
);

describe('the history of a simulated company', () => {
  it('is the same bytes for the same options, and other bytes for another seed', () => {
    const small = { ...options, accounts: 12, months: 2 };
    const first = fingerprint(simulate(simulateCompany(small)));
    expect(fingerprint(simulate(simulateCompany(small)))).toBe(first);
    expect(fingerprint(simulate(simulateCompany({ ...small, seed: 'other' })))).not.toBe(first);
  });

  it('keeps the customers it has when there are more of them', () => {
    const more = simulateCompany({ ...options, accounts: 61 });
    expect(more.customers[0]).toEqual(company.customers[0]);
  });

  it('comes in time order and ends before the end', () => {
    const times = deliveries.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThan(company.endsAt);
  });

  it('is drawn as it is asked for', () => {
    const endless = simulate(simulateCompany({ ...options, accounts: 5, months: 24 }));
    expect(endless.next().value).toMatchObject({ source: 'hubspot', kind: 'webhook' });
  });

  it('has about 160 to 225 usage events a customer and month', () => {
    const perMonth = lines.length / (company.customers.length * options.months);
    expect(perMonth).toBeGreaterThan(160);
    expect(perMonth).toBeLessThan(225);
  });

  it('shows usage in twelve calendar months for at least 100 accounts of the small demo', () => {
    const demo = simulateCompany({
      ...options,
      seed: 'demo',
      accounts: 120,
      months: 13,
      eventsPerUserDay: 1,
      yearlyChurn: 0.09,
    });
    const months = new Map<string, Set<string>>();
    for (const { body, at, source } of simulate(demo)) {
      if (source !== 'mixpanel') continue;
      for (const [, id = ''] of body.matchAll(/"company_id":"(\d+)"/g)) {
        months.set(id, (months.get(id) ?? new Set()).add(at.toISOString().slice(0, 7)));
      }
    }
    expect([...months.values()].filter((seen) => seen.size >= 12).length).toBeGreaterThanOrEqual(100);
  });

  it('names no cause', () => {
    const causes = new Set([
      ...Object.keys(company.customers[0]?.account.traits ?? {}),
      ...Object.keys(company.customers[0]?.walk.moods[0] ?? {}),
      ...Object.keys(company.truth[0]?.months[0] ?? {}),
    ]);
    causes.delete('from');
    causes.delete('to');
    expect(causes).toContain('satisfaction');
    const named = new Set<string>();
    for (const { body } of deliveries) {
      for (const [, key] of body.matchAll(/"([^"\\]+)":/g)) if (key) named.add(key);
      for (const [, key] of body.matchAll(/"propertyName":"([^"]+)"/g)) if (key) named.add(key);
    }
    expect(named).toContain('notes_last_contacted');
    expect([...named].filter((name) => causes.has(name))).toEqual([]);
  });

  it('invents people at invented domains', () => {
    const emails = elements.flatMap((e) =>
      'propertyName' in e && e.propertyName === 'email' ? [decoded(record, e).propertyValue] : [],
    );
    expect(emails.length).toBeGreaterThan(100);
    for (const email of emails) expect(email).toMatch(/^[a-z.]+\d+@[a-z]+-\d+\.example$/);
  });
});

describe('HubSpot webhooks', () => {
  const ofType = (type: string) => elements.map((e) => decoded(record, e)).filter((e) => e.subscriptionType === type);

  it('speak of companies, contacts and deals, their ties, merges and deletions', () => {
    for (const type of ['company', 'contact', 'deal']) {
      expect(ofType(`${type}.creation`).length, type).toBeGreaterThan(0);
      expect(ofType(`${type}.propertyChange`).length, type).toBeGreaterThan(0);
    }
    const merge = ofType('company.merge')[0];
    expect(merge?.objectId).toBe(merge?.primaryObjectId);
    expect(merge?.mergedObjectIds).toHaveLength(1);
  });

  it('say every property value as text', () => {
    const changes = elements.map((e) => decoded(record, e)).filter((e) => 'propertyName' in e);
    expect(changes.filter(({ propertyValue }) => typeof propertyValue !== 'string')).toEqual([]);
  });

  it('tell a tie once in each direction', () => {
    const ties = (type: string, from: string, to: string) => new Set(ofType(type).map((e) => `${e[from]}-${e[to]}`));
    const fromDeals = ties('deal.associationChange', 'fromObjectId', 'toObjectId');
    expect(fromDeals.size).toBeGreaterThan(60);
    expect(ties('company.associationChange', 'toObjectId', 'fromObjectId')).toEqual(fromDeals);
  });

  it('tell at times what a record is like before they tell that it exists', () => {
    const creationPlaces = jsonOf(({ source }) => source === 'hubspot').map((body) =>
      decoded(t.array(record), body).findIndex((e) => e.subscriptionType === 'company.creation'),
    );
    expect(creationPlaces.some((place) => place === 0)).toBe(true);
    expect(creationPlaces.some((place) => place > 0)).toBe(true);
  });

  it('come again at times, the same but for the attempt', () => {
    const again = elements.filter(({ attemptNumber }) => attemptNumber === 1);
    expect(again.length).toBeGreaterThan(0);
    const firsts = new Set(elements.filter((e) => e.attemptNumber === 0).map((e) => JSON.stringify(e)));
    for (const element of again) expect(firsts).toContain(JSON.stringify({ ...element, attemptNumber: 0 }));
  });

  it('note champions who left, and who comes after them', () => {
    const named = (name: string) => ofType('contact.propertyChange').filter((e) => e.propertyName === name);
    const champions = named('hs_buying_role')
      .filter((e) => e.propertyValue === 'CHAMPION')
      .map((e) => e.objectId);
    const left = named('left_company').map((e) => e.objectId);
    expect(left.length).toBeGreaterThan(0);
    for (const id of left) expect(champions).toContain(id);
    expect(champions.length).toBeGreaterThan(company.customers.length);
  });

  it('close a renewal as lost for everybody who leaves', () => {
    const gone = company.customers.filter(({ walk }) => walk.leftAt !== undefined);
    const churned = ofType('company.propertyChange').filter((e) => e.propertyValue === 'churned');
    const left = new Set(gone.map(({ account }) => account.companyId));
    expect(left.size).toBeGreaterThan(0);
    expect(new Set(churned.map((e) => e.objectId))).toEqual(left);
    const dealKinds = new Map(
      ofType('deal.propertyChange')
        .filter((e) => e.propertyName === 'deal_kind')
        .map((e) => [e.objectId, e.propertyValue]),
    );
    const lostDeals = ofType('deal.propertyChange')
      .filter((e) => e.propertyValue === 'closedlost')
      .map((e) => e.objectId);
    const lostRenewals = new Set(lostDeals.filter((id) => dealKinds.get(id) === 'renewal'));
    expect(lostRenewals.size).toBe(left.size);
  });
});

describe('Zendesk', () => {
  it('makes an organisation for every customer, under the id of the CRM', () => {
    const external = events
      .filter(({ type }) => type === 'zen:event-type:organization.created')
      .map(({ detail }) => detail.external_id);
    expect(new Set(external)).toEqual(new Set(company.customers.map(({ account }) => String(account.companyId))));
  });

  it('tells ticket events with ids as text and enumerations in capitals', () => {
    const tickets = events.filter(({ type }) => type.startsWith('zen:event-type:ticket.'));
    const kinds = ['created', 'comment_added', 'status_changed', 'priority_changed', 'csat_received'];
    expect(new Set(tickets.map(({ type }) => type.split('.')[1]))).toEqual(new Set(kinds));
    for (const { subject, detail } of tickets) {
      expect(subject).toBe(`zen:ticket:${detail.id}`);
      expect(detail.organization_id).toMatch(/^\d+$/);
      expect(detail.status).toMatch(/^(OPEN|SOLVED)$/);
    }
    const scores = tickets
      .filter(({ type }) => type.endsWith('csat_received'))
      .map(({ event }) => event.satisfaction_score);
    expect(scores).toContainEqual({ score: 'GOOD' });
  });

  it('gives tickets from before the webhooks by export, each once, and ends the last page only', () => {
    const ids = pages.flatMap(({ tickets }) => tickets.map(({ id }): number => id));
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
    expect(pages.map(({ end_of_stream }) => end_of_stream)).toEqual(pages.map((_, i) => i === pages.length - 1));
    for (const { tickets, count } of pages) expect(count).toBe(tickets.length);
    const created = events.filter(({ type }) => type.endsWith('ticket.created')).map(({ detail }) => Number(detail.id));
    expect(created.filter((id) => ids.includes(id))).toEqual([]);
  });
});

describe('Mixpanel exports', () => {
  it('name a known company on every line', () => {
    const known = new Set(company.customers.map(({ account }) => String(account.companyId)));
    expect(lines.filter(({ properties }) => !known.has(properties.company_id))).toEqual([]);
    expect(new Set(lines.map(({ event }) => event)).size).toBe(12);
  });

  it('hold a few late lines and a few twice', () => {
    const late = lines.filter(({ properties: p }) => p.mp_processing_time_ms - p.time * 1000 > 12 * 3_600_000);
    expect(late.length / lines.length).toBeGreaterThan(0.002);
    expect(late.length / lines.length).toBeLessThan(0.03);
    const distinct = new Set(lines.map((line) => JSON.stringify(line)));
    const repeated = 1 - distinct.size / lines.length;
    expect(repeated).toBeGreaterThan(0.001);
    expect(repeated).toBeLessThan(0.01);
  });

  it('give a day what was processed by its end', () => {
    for (const { at, body } of chunks) {
      const latest = Math.max(...Array.from(body.matchAll(/mp_processing_time_ms":(\d+)/g), ([, ms]) => Number(ms)));
      expect(latest).toBeLessThanOrEqual(at.getTime());
    }
  });
});
