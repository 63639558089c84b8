import { describe, expect, it } from 'vitest';
import type { VendorRequest } from '../../../ingestion-adapters/feed.js';
import { hubspot as vendor } from '../../../ingestion-adapters/hubspot/vendor.js';
import type { HubspotRecord } from '../../../simulator/records/hubspot.js';
import { keyOf, makeHubspotStub } from '../../support/vendors/hubspot.js';
import { delivered, hubspot, ingestionUnderTest } from '../ingesting.js';
import { feedNamed, oauthApp, privateApp, pulled } from './pulling.js';
import { MINUTE, type Records, recordsOf, START, stages } from './story.js';

const companyOf = (id: number, at = START, name = `Company ${id}`): HubspotRecord => ({
  object: 'company',
  id,
  createdAt: Math.min(START, at),
  history: { name: [{ value: name, at }] },
});
const companies = (count: number): Records =>
  recordsOf(...Array.from({ length: count }, (_, i) => companyOf(1000 + i)));

const clockAt = (start: number) => {
  let at = start;
  return {
    now: () => new Date(at),
    pass: (milliseconds: number) => {
      at += milliseconds;
    },
  };
};

const idsIn = (bodies: ReadonlyArray<{ readonly body: Buffer | undefined }>): ReadonlyArray<string> =>
  bodies.flatMap(({ body }) =>
    body === undefined ? [] : JSON.parse(body.toString()).page.results.map(({ id }: { id: string }) => id),
  );

const stubOf = (records: Records, over: Partial<Parameters<typeof makeHubspotStub>[0]> = {}) => {
  const clock = clockAt(START + 60 * MINUTE);
  const asked: Array<VendorRequest> = [];
  const stub = makeHubspotStub({ records, stages, now: () => clock.now().getTime(), ...over });
  const ask = async (request: VendorRequest) => {
    asked.push(request);
    return stub.answer(request);
  };
  return { ...stub, ask, asked, clock, now: clock.now };
};

const refusalOf = async (running: Promise<unknown>): Promise<unknown> => {
  try {
    await running;
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('the feed of what changed', () => {
  it('has each of more than 10,000 objects that changed at one instant, once', async () => {
    const stub = stubOf(companies(10_450));
    const { pages, cursor } = await pulled(feedNamed('companies'), stub);
    const ids = idsIn(pages);
    expect([ids.length, new Set(ids).size]).toEqual([10_450, 10_450]);
    expect(JSON.parse(cursor ?? '')).toEqual({ since: stub.now().getTime() - 10 * MINUTE });
  }, 60_000);

  it('goes on behind the last page when it was cut short, and moves its start only at the end', async () => {
    const stub = stubOf(companies(320));
    const cursors: Array<string> = [];
    const { pages } = await pulled(feedNamed('companies'), { ...stub, cutAfter: (page) => page < 8 });
    for (const page of pages) cursors.push(page.cursor);
    expect(idsIn(pages)).toEqual([...companies(320).values()].map(({ id }) => `${id}`));
    const ends = cursors.map((cursor) => JSON.parse(cursor).since);
    expect(new Set(ends.slice(0, -1))).toEqual(new Set([0]));
    expect(ends.at(-1)).toBeGreaterThan(0);
  });

  it('asks next for what changed since shortly before the last run began, and again for what is as old as that', async () => {
    const records = companies(3);
    const stub = stubOf(records);
    const feed = feedNamed('companies');
    const first = await pulled(feed, stub);
    stub.clock.pass(30 * MINUTE);
    const edge = companyOf(1001, START + 50 * MINUTE, 'Changed at the edge');
    records.set(keyOf(edge), edge);
    const second = await pulled(feed, stub, first.cursor);
    expect(idsIn(second.pages)).toEqual(['1001']);
    stub.clock.pass(30 * MINUTE);
    expect(idsIn((await pulled(feed, stub, second.cursor)).pages)).toEqual([]);
  });

  it('misses nothing that changes behind it, or that searches do not show yet', async () => {
    const records = companies(600);
    let changed = 0;
    const stub = stubOf(records, {
      searchLag: MINUTE,
      onRequest: (_, count) => {
        stub.clock.pass(1000);
        if (count % 2 === 1 || changed >= 8) return;
        changed += 1;
        const company = companyOf(1000 + ((changed * 53) % 600), stub.now().getTime(), `Changed ${changed}`);
        records.set(keyOf(company), company);
        const added = companyOf(5000 + changed, stub.now().getTime());
        records.set(keyOf(added), added);
      },
    });
    const ingestion = await ingestionUnderTest();
    let cursor: string | undefined;
    for (let run = 0; run < 3; run += 1) {
      const { pages, cursor: next } = await pulled(feedNamed('companies'), stub, cursor);
      cursor = next;
      await ingestion.ingest(
        ...pages.flatMap(({ body }) => (body === undefined ? [] : [delivered(hubspot, body.toString())])),
      );
      stub.clock.pass(5 * MINUTE);
    }
    const names = (await ingestion.events()).flatMap((event) =>
      event.type === 'AccountProfileChanged' ? [event.data.changes.name] : [],
    );
    expect(changed).toBeGreaterThan(5);
    const finals = [...records.values()].map(({ history }) => history['name']?.at(-1)?.value);
    expect(finals.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('begins on the day the connection says', async () => {
    const stub = stubOf(recordsOf(companyOf(1, START), companyOf(2, Date.parse('2026-01-31T00:00:00Z'))));
    const connection = { ...privateApp, settings: { ...privateApp.settings, startsOn: '2026-02-01' } };
    expect(idsIn((await pulled(feedNamed('companies'), { ...stub, connection })).pages)).toEqual(['1']);
  });
});

describe('a HubSpot connection', () => {
  const bearer = ({ headers = {} }: VendorRequest) => headers['authorization'];

  it('shows the token of a private app', async () => {
    const stub = stubOf(companies(2));
    await pulled(feedNamed('companies'), stub);
    expect(new Set(stub.asked.map(bearer))).toEqual(new Set(['Bearer private-app']));
  });

  it('gets a new token once one has run out, and shows that', async () => {
    const stub = stubOf(companies(500), { tokenLasts: 4 });
    const { pages } = await pulled(feedNamed('companies'), { ...stub, connection: oauthApp });
    expect(idsIn(pages)).toHaveLength(500);
    expect(stub.seen.tokens).toBeGreaterThan(2);
    expect(stub.asked.map(bearer)).toContain(`Bearer access-${stub.seen.tokens}`);
  });

  it('is refused with a token, a refresh token or no token that HubSpot takes, and says nothing of it', async () => {
    const stub = stubOf(companies(2));
    for (const credentials of [
      undefined,
      {},
      { accessToken: 'stolen' },
      { clientId: 'client-1', clientSecret: 'wrong', refreshToken: 'refresh-1' },
    ]) {
      const { credentials: _, ...bare } = privateApp;
      const connection = credentials === undefined ? bare : { ...bare, credentials };
      const refusal = await refusalOf(pulled(feedNamed('companies'), { ...stub, connection }));
      expect(refusal).toMatchObject({ _tag: 'VendorRefused' });
      expect(JSON.stringify(refusal)).not.toMatch(/stolen|wrong|refresh-1/);
    }
  });

  it('is refused where an answer is not what HubSpot documents', async () => {
    const answers: ReadonlyArray<readonly [string, string]> = [
      ['companies', '<html>'],
      ['companies', '{}'],
      ['companies', '{"results":[{"id":null}]}'],
      ['archived-companies', '<html>'],
      ['archived-companies', '{"results":[],"paging":{"next":{}}}'],
    ];
    for (const [name, body] of answers) {
      const ask = async () => ({ status: 200, headers: {}, body: Buffer.from(body) });
      const refusal = await refusalOf(pulled(feedNamed(name), { ask, now: () => new Date(START) }));
      expect(refusal).toMatchObject({ _tag: 'VendorRefused' });
    }
  });

  it('may be to another address and another version of the API', async () => {
    const stub = stubOf(recordsOf({ object: 'deal', id: 1, createdAt: START, history: {} }));
    const settings = { baseUrl: 'https://eu.hubspot.example/', apiVersion: '2026-09' };
    await pulled(feedNamed('deals'), { ...stub, connection: { ...privateApp, settings } });
    expect(stub.asked.map(({ url }) => url)).toEqual([
      'https://eu.hubspot.example/crm/pipelines/2026-09/deals',
      'https://eu.hubspot.example/crm/objects/2026-09/deals/search',
      'https://eu.hubspot.example/crm/objects/2026-09/deals/batch/read',
    ]);
  });
});

describe('the lists of what was archived and of whose things are', () => {
  const deal = (id: number, over: Partial<HubspotRecord> = {}): HubspotRecord => ({
    ...{ object: 'deal', id, createdAt: START, history: {}, companies: [7] },
    ...over,
  });

  it('are read to their end and then from their beginning again', async () => {
    const records = recordsOf(...Array.from({ length: 230 }, (_, i) => deal(i + 1)));
    const stub = stubOf(records);
    const feed = feedNamed('associations-of-deals');
    const first = await pulled(feed, { ...stub, cutAfter: (page) => page < 3 });
    expect(idsIn(first.pages)).toHaveLength(230);
    expect(idsIn((await pulled(feed, stub, first.cursor)).pages)).toHaveLength(230);
  });

  it('say of which moment they are, where what they say has no time of its own', async () => {
    const stub = stubOf(recordsOf(deal(1), deal(2, { archivedAt: START + MINUTE })));
    const { pages } = await pulled(feedNamed('associations-of-deals'), stub);
    expect(JSON.parse(pages[0]?.body?.toString() ?? '').askedAt).toBe(stub.now().toISOString());
    const archived = await pulled(feedNamed('archived-deals'), stub);
    expect(archived.pages.map(({ kind }) => kind)).toEqual(['deal-archived']);
    expect(idsIn(archived.pages)).toEqual(['2']);
    const none = await pulled(feedNamed('archived-tickets'), stub);
    expect(none.pages).toEqual([{ kind: 'ticket-archived', body: undefined, cursor: '{}' }]);
  });

  it('give pages that are told from webhooks', async () => {
    const stub = stubOf(recordsOf(deal(1)));
    for (const name of ['deals', 'associations-of-deals']) {
      for (const { kind, body } of (await pulled(feedNamed(name), stub)).pages) {
        if (body !== undefined) expect(vendor.kindOf(body)).toMatchObject({ right: kind });
      }
    }
    expect(vendor.kindOf(Buffer.from('[{"objectId":1}]'))).toMatchObject({ right: 'webhook' });
    expect(vendor.kindOf(Buffer.from('[{'))).toMatchObject({ _tag: 'Left' });
  });
});
