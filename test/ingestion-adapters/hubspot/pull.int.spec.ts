import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskVendor } from '../../../ingestion-adapters/feed.js';
import type { HubspotRecord } from '../../../simulator/records/hubspot.js';
import { makeHubspotStub } from '../../support/vendors/hubspot.js';
import { oauthApp, pulledBodies } from './pulling.js';
import { MINUTE, recordsOf, START, stages } from './story.js';

const ask: AskVendor = async ({ url, method, headers, body }) => {
  const answer = await fetch(url, { method, headers: headers ?? {}, ...(body === undefined ? {} : { body }) });
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  };
};

const deals = Array.from({ length: 130 }, (_, i): HubspotRecord => {
  const id = i + 1;
  const history = { dealname: [{ value: `Deal ${id}`, at: START }] };
  return { object: 'deal', id, createdAt: START, history, companies: [7] };
});
const now = () => new Date(START + 60 * MINUTE);
const stub = makeHubspotStub({
  records: recordsOf(...deals),
  stages,
  now: () => now().getTime(),
  tokenLasts: 3,
  busyEvery: 4,
});
let server: Awaited<ReturnType<typeof stub.listen>>;

beforeAll(async () => {
  server = await stub.listen();
});
afterAll(async () => {
  await server.close();
});

describe('HubSpot over HTTP', () => {
  it('gives the same pages as without', async () => {
    const settings = { ...oauthApp.settings, baseUrl: server.url };
    const over = await pulledBodies({ ask, now, connection: { ...oauthApp, settings } });
    const without = await pulledBodies({ ask: async (request) => stub.answer(request), now, connection: oauthApp });
    expect(over.length).toBeGreaterThan(4);
    expect(over).toEqual(without);
  });
});
