import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeInMemoryConnections } from '../../infrastructure/in-memory/connections.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { apiOver, graphql } from '../support/given-api.js';

const connections = makeInMemoryConnections();
const wrong = { check: 'settings', ok: false, says: 'timeZone must be an IANA time zone.' };
const app = apiOver({}, { connections, eventStore: inMemoryEventStore(), testConnection: async () => [wrong] });
beforeAll(() => app.ready());
afterAll(() => app.close());

const ask = async (query: string, as = 'admin') => {
  const { headers, ...request } = graphql(query, {}, { as });
  const { data, errors = [] } = (await app.inject({ ...request, headers: { ...headers } })).json();
  return { data, problems: errors.map((one: { extensions: { code: string } }) => one.extensions.code) };
};
const PRODUCTION = 'source: "hubspot", name: "production"';

describe('connections over GraphQL', () => {
  it('are created, once for one key, set, paused, given secrets and credentials, tested, and listed', async () => {
    const create = `mutation { createConnection(${PRODUCTION}, settings: {currency: "EUR"}, idempotencyKey: "k") { secret position } }`;
    const { data } = await ask(create);
    expect(data.createConnection).toEqual({ secret: expect.any(String), position: expect.any(String) });
    expect((await ask(create)).data).toEqual(data);

    const configure = `mutation { configureConnection(${PRODUCTION}, settings: {timeZone: "Europe/Berlin"}, unset: ["currency"]) { connection { settings } secret } }`;
    expect((await ask(configure)).data.configureConnection).toEqual({
      connection: { settings: { timeZone: 'Europe/Berlin' } },
      secret: null,
    });
    await ask(
      `mutation { changeConnectionCredentials(${PRODUCTION}, credentials: {accessToken: "t0ken"}) { position } }`,
    );
    const rotate = `mutation { rotateConnectionSecret(${PRODUCTION}, overlapHours: 1) { connection { secrets { endsAt } } } }`;
    expect((await ask(rotate)).data.rotateConnectionSecret.connection.secrets).toMatchObject([
      { endsAt: null },
      { endsAt: expect.any(String) },
    ]);
    await ask(`mutation { retireOldSecrets(${PRODUCTION}) { position } pauseConnection(${PRODUCTION}) { position } }`);
    const test = `mutation { testConnection(${PRODUCTION}) { ok checks { check ok says } } }`;
    expect((await ask(test)).data.testConnection).toEqual({ ok: false, checks: [wrong] });

    const list = '{ connections { items { source webhookUrl paused credentials notUnderstood secrets { endsAt } } } }';
    expect((await ask(list, 'auditor')).data.connections.items).toEqual([
      {
        source: 'hubspot',
        webhookUrl: 'https://treering.example/ingest/hubspot/production',
        paused: true,
        credentials: ['accessToken'],
        notUnderstood: 0,
        secrets: [{ endsAt: null }],
      },
    ]);
    await ask(`mutation { resumeConnection(${PRODUCTION}) { position } }`);
    expect((await connections.find('hubspot', 'production'))?.paused).toBeUndefined();
  });

  it('say what they were given and how their feeds do, and what was put aside', async () => {
    const shown = 'broken deliveries { lastAt waiting quarantined } feeds { feed circuit lastError { reason } }';
    const { data } = await ask(
      `{ connections { items { ${shown} } } quarantine(${PRODUCTION}, first: 5) { items { receipt reason } } }`,
      'auditor',
    );
    expect(data).toEqual({
      connections: {
        items: [{ broken: null, deliveries: { lastAt: null, waiting: 0, quarantined: 0 }, feeds: [] }],
      },
      quarantine: { items: [] },
    });
  });

  it('are refused as over REST', async () => {
    const pause = (name: string) => `mutation { pauseConnection(source: "hubspot", name: "${name}") { position } }`;
    expect((await ask(pause('nobody'))).problems).toEqual(['connection-not-found']);
    expect((await ask(pause('Nobody!'))).problems).toEqual(['invalid-request']);
    expect((await ask(pause('production'), 'auditor')).problems).toEqual(['forbidden']);
    expect((await ask('{ connections { items { name } } }', 'csm')).problems).toEqual(['forbidden']);
  });
});
