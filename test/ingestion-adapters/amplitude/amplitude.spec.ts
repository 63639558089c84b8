import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import type { Connection } from '../../../application/ports/connections.js';
import { type CohortState, membersIn } from '../../../domain/cohort/state.js';
import { amplitude as vendor } from '../../../ingestion-adapters/amplitude/vendor.js';
import { receiptOf } from '../../../ingestion-adapters/receipt-of.js';
import { eventJson } from '../../../simulator/vendors/amplitude.js';
import { archiveOf } from '../../support/vendors/amplitude.js';
import { delivered, ingestionUnderTest } from '../ingesting.js';
import { sumsOf } from '../usage-sums.js';
import { amplitude, truthOf, uploadedAt } from './using.js';

const now = new Date('2026-03-12T12:00:00Z');
const viewed = uploadedAt('2026-03-10T10:00:00Z');
const ran = uploadedAt('2026-03-10T11:00:00Z', { event: 'Export Run', user: 'ben' });

const system = async (settings: Connection['settings'] = {}) => {
  const connection = { ...amplitude, settings: { ...amplitude.settings, ...settings } };
  const ingestion = await ingestionUnderTest();
  await ingestion.save(connection);
  return {
    ...ingestion,
    sums: async () => sumsOf(await ingestion.events()),
    pushed: (body: unknown) => ingestion.ingest(delivered(connection, body)),
    pulled: async (body: Buffer) => {
      await ingestion.receipts.keep(receiptOf(connection, 'export-zip', body, now));
      await ingestion.ingest();
    },
    places: async () => (await ingestion.receipts.quarantine(9)).map(({ place, reason }) => [place, reason]).toSorted(),
  };
};

const gz = (...lines: ReadonlyArray<string>) => gzipSync(lines.map((line) => `${line}\n`).join(''));
const zip = (files: Readonly<Record<string, Uint8Array>>) => Buffer.from(zipSync({ ...files }));
const json = (event: typeof viewed, over: object = {}) => JSON.stringify({ ...eventJson(event), ...over });

describe('an Amplitude archive', () => {
  it('becomes usage by account, feature and day, the same event in two files once', async () => {
    const { pulled, sums } = await system();
    await pulled(archiveOf([viewed, ran]));
    await pulled(zip({ 'a/1.json.gz': gz(json(ran), json(ran)), 'a/2.json.gz': gz(json(ran)) }));
    expect(await sums()).toEqual(truthOf([viewed, ran]));
  });

  it('is told from a webhook by its first bytes', () => {
    expect(vendor.kindOf(archiveOf([viewed]))).toMatchObject({ right: 'export-zip' });
    expect(vendor.kindOf(zip({}))).toMatchObject({ right: 'export-zip' });
    expect(vendor.kindOf(Buffer.from(json(viewed)))).toMatchObject({ right: 'webhook' });
    expect(vendor.kindOf(Buffer.from('PK'))).toMatchObject({ left: { _tag: 'MalformedJson' } });
  });

  it('has events without a user counted by device, and says who nobody is', async () => {
    const { pulled, sums, events } = await system();
    await pulled(archiveOf([uploadedAt('2026-03-10T10:00:00Z', { user: null }), { ...ran, user: 'ben@example.test' }]));
    expect(Object.values(await sums())).toEqual([1, 1, 2]);
    expect(JSON.stringify(await events())).not.toContain('ben@example');
  });

  it('finds the account under the very name that is set, for keys may differ by case alone', async () => {
    const { pulled, sums } = await system({ accountProperties: ['City'] });
    await pulled(archiveOf([viewed]));
    const account = accountIdOf({ source: 'hubspot', connection: 'demo', id: 'Basel' });
    expect(Object.keys(await sums()).every((key) => key.startsWith(account))).toBe(true);
    expect(Object.keys(await sums())).toHaveLength(2);
  });

  it('counts an event without a uuid by device and insert id', async () => {
    const { pulled, sums } = await system();
    const bare = (insert: string) => json(viewed, { uuid: null, $insert_id: insert });
    await pulled(zip({ '1.json.gz': gz(bare('x'), bare('y')), '2.json.gz': gz(bare('x')) }));
    expect(Object.values(await sums())).toEqual([2, 1]);
  });

  it('has bad lines and damaged files quarantined by name, and the rest counted', async () => {
    const { pulled, sums, places } = await system();
    await pulled(
      zip({
        'a/1.json.gz': gz('{"event_type": "A', json(viewed), json(viewed, { event_time: 'noon' })),
        'a/2.json.gz': gz(json(ran)).subarray(0, 60),
        'a/3.json.gz': gz(json(ran, { groups: {} })),
        'a/readme.txt': Buffer.from('hello'),
      }),
    );
    expect(await sums()).toEqual(truthOf([viewed]));
    expect(await places()).toEqual([
      ['a/1.json.gz line 1', 'is not JSON'],
      ['a/1.json.gz line 3', '/event_time must be a time, such as 2026-03-01 09:30:00.123456'],
      ['a/2.json.gz', 'the file is damaged, or larger than may be'],
      ['a/3.json.gz line 1', expect.stringContaining('on 1 lines')],
      ['a/readme.txt', 'is no file of an export'],
    ]);
  });

  it('is quarantined whole where it was cut off', async () => {
    const { pulled, sums, places } = await system();
    await pulled(archiveOf([viewed]).subarray(0, 200));
    expect([await sums(), await places()]).toEqual([
      {},
      [['', 'the body is no archive, or its directory is damaged or too long']],
    ]);
  });
});

describe('an Amplitude webhook', () => {
  it('has one event or several, each counted once with those of the export', async () => {
    const { pushed, pulled, sums } = await system();
    await pushed(eventJson(viewed));
    await pulled(archiveOf([viewed, ran]));
    await pushed([eventJson(ran), eventJson(viewed)]);
    expect(await sums()).toEqual(truthOf([viewed, ran]));
  });

  it('of another shape is kept and counted', async () => {
    const { pushed, receipts, sums } = await system();
    await pushed({ customer: 'of a template', what: 'Report Viewed' });
    await pushed([eventJson(viewed), { type: 'x' }, 7, { ...eventJson(ran), event_type: '$identify', novel: 1 }]);
    expect(await sums()).toEqual(truthOf([viewed]));
    expect(await receipts.notUnderstood()).toEqual({
      'amplitude/demo event of another shape': 3,
      'amplitude/demo event $identify': 1,
    });
  });

  it('has a poison event quarantined by its place, with its bytes', async () => {
    const { pushed, receipts, sums } = await system();
    await pushed([eventJson(viewed), { ...eventJson(ran), event_time: 12 }, { ...eventJson(ran), groups: null }]);
    expect(await sums()).toEqual(truthOf([viewed]));
    const parts = (await receipts.quarantine(9)).toSorted((a, b) => (a.place < b.place ? -1 : 1));
    expect(parts.map(({ place }) => place)).toEqual(['/1/event_time', '/2']);
    expect(JSON.parse(parts[0]?.bytes.toString() ?? '')).toMatchObject({ event_time: 12 });
  });

  it('that tells who came into a cohort states nothing, and is counted by member', async () => {
    const { pushed, receipts, events } = await system();
    const users = [{ user_id: 'ann@example.test' }, { user_id: 'ben@example.test' }];
    const cohort = { cohort_name: 'Loyal', cohort_id: 'c1', computed_time: '1773230400', message_id: 'm::0', users };
    await pushed({ ...cohort, in_cohort: true });
    await pushed({ ...cohort, in_cohort: false, users: users.slice(1) });
    expect(await events()).toEqual([]);
    expect(await receipts.notUnderstood()).toEqual({
      'amplitude/demo cohort entered': 2,
      'amplitude/demo cohort left': 1,
    });
  });

  it('says who of an account came into a cohort or left it, from when that was computed', async () => {
    const users = [
      { user_id: 'ann@example.test', user_properties: { company_id: '7' } },
      { user_id: 'ben@example.test', groups: { company_id: ['7'] } },
    ];
    const cohort = { cohort_name: 'Loyal', cohort_id: 'c1', message_id: 'm::0', users };
    for (const turned of [false, true]) {
      const { pushed, states, receipts } = await system();
      const bodies = [
        { ...cohort, computed_time: '1773230400', in_cohort: true },
        { ...cohort, computed_time: '1773234000', in_cohort: false, users: users.slice(1) },
      ];
      for (const body of turned ? bodies.toReversed() : bodies) await pushed(body);
      const held = Object.entries(await states()).find(([name]) => name.startsWith('cohort-'))?.[1] as CohortState;
      expect(membersIn(held)).toBe(1);
      expect(held.name).toEqual({ value: 'Loyal', at: '2026-03-11T13:00:00.000Z' });
      expect(await receipts.notUnderstood()).toEqual({});
    }
  });

  it('shows one of the secrets in a header', () => {
    const showing = (headers: Readonly<Record<string, string>>, secrets = ['new', 'old']) =>
      vendor.verify({ method: 'POST', uris: [], headers, body: Buffer.alloc(0) }, { secrets }, now)._tag;
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    for (const headers of [
      { authorization: 'new' },
      { authorization: 'Bearer old' },
      { authorization: basic('new:') },
      { 'x-api-key': 'old' },
      { 'x-webhook-secret': 'new' },
      { 'x-auth-token': ' new ' },
    ]) {
      expect(showing(headers)).toBe('Verified');
    }
    for (const headers of [{ authorization: 'newer' }, { 'x-api-key': 'ol' }, { authorization: basic('x:y') }]) {
      expect(showing(headers)).toBe('BadSignature');
    }
    expect(showing({ 'x-api-key': '' }, [''])).toBe('MissingSignature');
    expect(showing({ 'x-api-key': 'new' }, [])).toBe('BadSignature');
    expect(showing({ 'x-other': 'new' })).toBe('MissingSignature');
  });
});
