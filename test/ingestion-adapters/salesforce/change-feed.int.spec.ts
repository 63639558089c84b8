import { credentials } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import { makePubSubChangeStream } from '../../../infrastructure/salesforce-pubsub/change-stream.js';
import type { AskVendor, Page } from '../../../ingestion-adapters/feed.js';
import { changeFeed } from '../../../ingestion-adapters/salesforce/change-feed.js';
import { startSalesforcePubSub } from '../../support/vendors/salesforce-pubsub.js';
import { accountChange as event, changeSchema as schema } from './account-change.js';
import { readingOf } from './given-salesforce.js';
import { pulled, pullingInto } from './pulling.js';
import { idOf } from './shapes.js';

const made = event(0, { changeType: 'CREATE' }, { Name: 'Ahorn', Industry: 'Energy', NumberOfEmployees: 40 });
/** Fields 1 and, of field 5, part 1 changed; field 2 was nulled. */
const changed = event(
  1,
  { changedFields: ['0x02', '5-0x02'], nulledFields: ['0x04'] },
  { Name: 'Ahorn AG', BillingAddress: { Street: null, City: 'Bern' } },
);

const stops: Array<() => void> = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const given = async () => {
  const api = await startSalesforcePubSub({ 'account-1': schema });
  const stream = makePubSubChangeStream({
    address: api.address,
    channel: credentials.createInsecure(),
    patience: 5_000,
  });
  stops.push(stream.close, api.stop);
  let tokens = 0;
  const names = ['stale', 'good', 'good'];
  const ask: AskVendor = async () => ({
    status: 200,
    headers: {},
    body: Buffer.from(
      JSON.stringify({ access_token: names[Math.min(tokens++, 2)], instance_url: 'https://treering.my.example' }),
    ),
  });
  const { ingestion, keep } = await pullingInto();
  let cursor: string | undefined;
  const pull = async (mostPages = Number.POSITIVE_INFINITY) => {
    let pages = 0;
    const deps = { ask, connection: pulled, cursor, now: () => new Date('2026-02-03T10:00:00Z'), changeStream: stream };
    for await (const page of changeFeed.pull(deps) as AsyncIterable<Page>) {
      if (pages++ >= mostPages) return;
      await keep(page);
      cursor = page.cursor;
    }
  };
  return {
    api,
    pull,
    profile: async () => (await readingOf(ingestion)).account(1)?.profile,
    place: () => cursor,
    ingestion,
    tokens: () => tokens,
  };
};

describe('the stream of change events', () => {
  it('is read from the earliest on, its bitmaps as names, and no field that is null without having been nulled is touched', async () => {
    const { api, pull, profile, tokens } = await given();
    api.publish(made, changed);
    await pull();
    expect(await profile()).toMatchObject({
      name: { value: 'Ahorn AG' },
      industry: { value: null },
      employees: { value: '40' },
    });
    expect(tokens()).toBe(2);
    expect(api.seen.schemas).toBe(1);
  });

  it('goes on after what was kept, also where it was cut short between two batches', async () => {
    const { api, pull, ingestion, place } = await given();
    const named = (n: number) =>
      event(n, { changedFields: ['0x02'], recordIds: [idOf('001', n)] }, { Name: `Name ${n}` });
    api.publish(...[1, 2, 3, 4, 5, 6, 7].map(named));
    await pull(1);
    const after = place();
    await pull(1);
    expect(place()).not.toBe(after);
    await pull();
    const { account } = await readingOf(ingestion);
    for (let n = 1; n <= 7; n++) expect(account(n)?.profile.name?.value).toBe(`Name ${n}`);
  });

  it('keeps the place that the stream moved on to while nothing happened', async () => {
    const { api, pull, place } = await given();
    api.publish(made);
    await pull();
    const before = place();
    api.keepAlive(50);
    await pull();
    expect(place()).not.toBe(before);
    api.forgetBefore(50);
    await expect(pull()).resolves.toBeUndefined();
  });

  it('says that its place is no longer kept, and goes on from the earliest that is', async () => {
    const { api, pull, profile } = await given();
    api.publish(made);
    await pull();
    api.publish(
      event(2, { changedFields: ['0x02'] }, { Name: 'missed' }),
      event(3, { changedFields: ['0x02'] }, { Name: 'kept' }),
    );
    api.forgetBefore(2);
    await expect(pull()).rejects.toMatchObject({
      _tag: 'VendorRefused',
      status: 410,
      reason: expect.stringContaining('replayid'),
    });
    await pull();
    expect((await profile())?.name?.value).toBe('kept');
  });

  it('puts a payload that is not of its schema aside, and takes the rest', async () => {
    const { api, pull, profile, ingestion } = await given();
    api.publish({ id: 'poison', schemaId: 'account-1', payload: Buffer.from('ffffffff', 'hex') }, made);
    await pull();
    expect((await profile())?.name?.value).toBe('Ahorn');
    const [poison] = await ingestion.receipts.quarantine(10);
    expect(poison?.place).toBe('/0');
    expect(poison?.bytes.toString()).toContain(Buffer.from('ffffffff', 'hex').toString('base64'));
  });

  it('that accepts no token at all is refused', async () => {
    const { api, pull } = await given();
    api.accept('another');
    await expect(pull()).rejects.toMatchObject({ _tag: 'VendorRefused', status: 401 });
  });
});
