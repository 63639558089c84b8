import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskVendor } from '../../../ingestion-adapters/feed.js';
import { conversationRow } from '../../../simulator/vendors/intercom.js';
import { intercomStub, serveIntercom } from '../../support/vendors/intercom.js';
import { companyRow, contactRow } from '../../support/vendors/intercom-records.js';
import { intercom } from './after-ingesting.js';
import { feedNamed, workspaceOf } from './pulling.js';

const at = 1_772_000_000;
const stub = intercomStub(
  workspaceOf({
    conversations: [{ ...conversationRow({ id: 't1', contact: 'c1', createdAt: at, history: [] }), id: 't1' }],
    contacts: [contactRow('c1', at, 'co1', 'c1@example.com')],
    companies: [companyRow('co1', at, 'Acme')],
    tickets: [
      { type: 'ticket', id: 't2', created_at: at, updated_at: at, ticket_state: 'submitted' } as { id: string },
    ],
  }),
);
const server = serveIntercom(stub);
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<unknown>((resolve) => server.close(resolve)));

const ask: AskVendor = async ({ method, url, headers = {}, body }) => {
  const response = await fetch(url, {
    method,
    headers: { ...headers },
    ...(body === undefined ? {} : { body: String(body) }),
  });
  return { status: response.status, headers: {}, body: Buffer.from(await response.arrayBuffer()) };
};

describe('Intercom at the address that the connection names', () => {
  it('is asked over HTTP, in the pinned version and with the token', async () => {
    const { port } = server.address() as AddressInfo;
    const connection = { ...intercom, settings: { baseUrl: `http://127.0.0.1:${port}/` } };
    for (const name of ['companies', 'contacts', 'conversations', 'tickets']) {
      const kinds: Array<string> = [];
      for await (const page of feedNamed(name).pull({ ask, connection, cursor: undefined, now: () => new Date() })) {
        kinds.push(page.kind);
      }
      expect(kinds).toEqual([name]);
    }
  });
});
