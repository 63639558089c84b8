import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../application/ports/connections.js';
import type { AskVendor, VendorRequest } from '../../../ingestion-adapters/feed.js';
import { stubZendesk } from '../../support/vendors/zendesk.js';
import { connection, feedNamed, TOKEN } from './pulling.js';

const now = () => new Date('2026-02-10T00:00:00Z');
const stub = stubZendesk({
  desk: () => ({ tickets: [], organizations: [], satisfaction_ratings: [], ticket_metric_events: [] }),
  authorization: TOKEN,
  now,
});

const pulled = async (to: Partial<Connection>, ask: AskVendor, name = 'tickets', cursor?: string) => {
  const pages: Array<string> = [];
  const deps = { ask, connection: { ...connection, ...to }, cursor, now };
  for await (const page of feedNamed(name).pull(deps)) pages.push(page.cursor);
  return pages;
};

const seenBy = async (to: Partial<Connection>): Promise<VendorRequest | undefined> => {
  let seen: VendorRequest | undefined;
  const ask: AskVendor = async (request) => {
    seen = request;
    return stub({ ...request, headers: { authorization: TOKEN } });
  };
  await pulled(to, ask);
  return seen;
};

const answering =
  (json: unknown, status = 200): AskVendor =>
  async () => ({ status, headers: {}, body: Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)) });

describe('Zendesk is asked', () => {
  it('with an access token, or with an address and an API token', async () => {
    expect((await seenBy({}))?.headers?.['authorization']).toBe('Bearer t0ken');
    const basic = await seenBy({ credentials: { email: 'ada@example.com', apiToken: 'k3y' } });
    expect(basic?.headers?.['authorization']).toBe(
      `Basic ${Buffer.from('ada@example.com/token:k3y').toString('base64')}`,
    );
  });

  it('where the connection says that it is, or by the name of the desk', async () => {
    const path = '/api/v2/incremental/tickets/cursor.json?start_time=1';
    expect((await seenBy({ settings: { baseUrl: 'https://desk.example/' } }))?.url).toBe(`https://desk.example${path}`);
    expect((await seenBy({ settings: { vendorId: 'acme' } }))?.url).toBe(`https://acme.zendesk.com${path}`);
  });

  it('to no avail where it does not let us in, or nobody said how or where', async () => {
    const ask: AskVendor = async (request) => stub(request);
    const refused = (status: number, reason: RegExp) => ({
      _tag: 'VendorRefused',
      status,
      reason: expect.stringMatching(reason),
    });
    await expect(pulled({ credentials: { accessToken: 'stale' } }, ask)).rejects.toMatchObject(refused(401, /401/));
    await expect(pulled({ credentials: { email: 'ada@example.com' } }, ask)).rejects.toMatchObject(
      refused(401, /apiToken/),
    );
    await expect(pulled({ settings: {} }, ask)).rejects.toMatchObject(refused(404, /baseUrl/));
    await expect(pulled({}, answering({ error: 'Forbidden' }, 403))).rejects.toMatchObject(refused(403, /403/));
  });

  it('once, where it answers with something else or does not say where it goes on', async () => {
    const refusal = { _tag: 'VendorRefused', status: 200 };
    for (const body of ['<html>', [], { tickets: [] }, { tickets: [], end_of_stream: false, after_cursor: null }]) {
      await expect(pulled({}, answering(body))).rejects.toMatchObject(refusal);
    }
    const same = answering({ tickets: [{ id: 1 }], end_of_stream: false, after_cursor: 'here' });
    await expect(pulled({}, same, 'tickets', 'here')).rejects.toMatchObject(refusal);
    const list = answering({ satisfaction_ratings: [{ id: 1 }], meta: { has_more: true } });
    await expect(pulled({}, list, 'satisfaction_ratings')).rejects.toMatchObject(refusal);
  });

  it('for nothing while what it was last asked for is not a minute old', async () => {
    const never: AskVendor = async () => Promise.reject(new Error('asked'));
    const cursor = `${now().getTime() / 1000 - 59}`;
    expect(await pulled({}, never, 'organizations', cursor)).toEqual([]);
  });
});
