import { describe, expect, it } from 'vitest';
import type { ProcessingResult, Receipt } from '../../application/ports/receipts.js';
import { makeInMemoryReceipts } from '../../infrastructure/in-memory/receipts.js';
import { apiOver, get, givenApi } from '../support/given-api.js';

const ID = '11111111-2222-4333-8444-555555555555';
const UNKNOWN = '11111111-2222-4333-8444-000000000000';
const receipt: Receipt = {
  id: ID,
  source: 'hubspot',
  connection: 'demo',
  kind: 'webhook',
  headers: {},
  body: Buffer.from('[]'),
  receivedAt: new Date('2026-03-01T09:30:00.123Z'),
};
const done: ProcessingResult = {
  _tag: 'Processed',
  quarantined: [],
  notUnderstood: {},
  position: { commit: 700n, prepare: 700n },
};
const url = `/api/v1/receipts/${ID}`;

const kept = async () => {
  const receipts = makeInMemoryReceipts(() => new Date('2026-03-01T09:31:00Z'));
  await receipts.keep(receipt);
  return { receipts, process: (result: ProcessingResult) => receipts.processWaiting(1, async () => [result]) };
};

describe('a receipt', () => {
  it('waits until it is processed', async () => {
    const { receipts } = await kept();
    await givenApi({}, { receipts }).when(get(url)).then200({
      id: ID,
      state: 'waiting',
      position: null,
      receivedAt: '2026-03-01T09:30:00.123Z',
      processedAt: null,
    });
  });

  it('then names the position its facts stand at', async () => {
    const { receipts, process } = await kept();
    await process(done);
    await givenApi({}, { receipts })
      .when(get(url, { as: 'ingest' }))
      .then200({ state: 'processed', position: '700', quarantinedParts: 0, processedAt: '2026-03-01T09:31:00.000Z' });
  });

  it('says when some of it could not be processed', async () => {
    const { receipts, process } = await kept();
    await process({ ...done, quarantined: [{ place: '/0', bytes: Buffer.from('{}'), reason: 'is poison' }] });
    await givenApi({}, { receipts })
      .when(get(url))
      .then200({ state: 'quarantined', position: '700', quarantinedParts: 1 });
  });

  it('can be waited for', async () => {
    const { receipts, process } = await kept();
    const app = apiOver({}, { receipts });
    await app.ready();
    const asked = app.inject({ ...get(`${url}?wait=true`), headers: { ...get(url).headers } });
    await new Promise((turn) => setTimeout(turn, 20));
    await process(done);
    expect((await asked).json()).toMatchObject({ state: 'processed', position: '700' });
    await app.close();
  });

  it('is told as it is to who waited too long', async () => {
    const { receipts } = await kept();
    await givenApi({}, { receipts, limits: { minPositionWaitMs: 20 } })
      .when(get(`${url}?wait=true`))
      .then200({ state: 'waiting' });
  });

  it('is not there under another id, waited for or not', async () => {
    const { receipts } = await kept();
    for (const wait of ['', '?wait=true'])
      await givenApi({}, { receipts })
        .when(get(`/api/v1/receipts/${UNKNOWN}${wait}`))
        .thenProblem(404, 'receipt-not-found');
  });

  it('is refused for an id that is none, and to who may neither send nor audit', async () => {
    await givenApi({}).when(get('/api/v1/receipts/acme')).thenProblem(400, 'invalid-request', ['/id']);
    await givenApi({})
      .when(get(url, { as: 'csm' }))
      .thenProblem(403, 'forbidden');
    await givenApi({})
      .when(get(url, { as: null }))
      .thenProblem(401, 'unauthenticated');
  });
});
