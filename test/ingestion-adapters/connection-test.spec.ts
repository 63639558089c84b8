import { describe, expect, it } from 'vitest';
import type { Connection } from '../../application/ports/connections.js';
import { makeInMemoryConnections } from '../../infrastructure/in-memory/connections.js';
import { makeTestConnection } from '../../ingestion-adapters/connection-test.js';
import type { AskVendor, VendorRefused, VendorUnavailable } from '../../ingestion-adapters/feed.js';
import type { Vendor } from '../../ingestion-adapters/vendor.js';
import { vendors } from '../../ingestion-adapters/vendors.js';
import { hubspot } from './ingesting.js';

const now = new Date('2026-03-01T12:00:00Z');

const testing = async (over: Partial<Connection>, vendor: Partial<Vendor> = { feeds: [] }, ask?: AskVendor) => {
  const connections = makeInMemoryConnections();
  await connections.save(hubspot);
  const test = makeTestConnection({
    connections,
    askFor: () => ask ?? (async () => Promise.reject(new Error('nobody asks'))),
    now: () => now,
    vendorOf: (source) => ({ ...vendors[source], ...vendor }),
  });
  const checks = await test({ source: 'zendesk', name: 'demo', secrets: ['s'], settings: {}, ...over });
  return Object.fromEntries(checks.map(({ check, ok, says }) => [check, ok ? true : says]));
};

/** Lets in whoever shows the token. */
const guarded: Partial<Vendor> = {
  feeds: [
    {
      name: 'people',
      everySeconds: 60,
      pull: async function* ({ ask, connection: { credentials = {} } }) {
        const headers = { authorization: `Bearer ${credentials['accessToken']}` };
        const { status, body } = await ask({ method: 'GET', url: 'https://vendor.example/people', headers });
        if (status !== 200) {
          throw { _tag: 'VendorRefused', status, reason: 'see the log of the app' } satisfies VendorRefused;
        }
        yield { kind: 'people', body, cursor: '1' };
        throw new Error('a second page is not asked for');
      },
    },
  ],
};
const answering =
  (status: number): AskVendor =>
  async () => ({ status, headers: {}, body: Buffer.alloc(0) });
const credentials = { accessToken: 't0ken' };

describe('the test of a connection', () => {
  it('has nothing to say against one that is in order', async () => {
    expect(await testing({ settings: { accountIdsAre: 'hubspot/demo', timeZone: 'Europe/Berlin' } })).toEqual({
      secret: true,
      settings: true,
      'account ids': true,
    });
  });

  it('says when no secret is live', async () => {
    expect((await testing({ secrets: [] }))['secret']).toContain('No secret is live');
    const ended = { secrets: ['s'], secretEnds: { s: '2026-03-01T11:59:59.000Z' } };
    expect((await testing(ended))['secret']).toContain('No secret is live');
  });

  it.each([
    [{ timeZone: 'Europe/Atlantis' }, 'timeZone must be an IANA time zone'],
    [{ currency: 'euro' }, 'currency must be an ISO 4217'],
    [{ baseUrl: 'vendor.example' }, 'baseUrl must be an http or https address'],
    [{ startsOn: '2026-02-30' }, 'startsOn must be a calendar date'],
    [{ accountIdsAre: 'crm' }, 'accountIdsAre must be a connection'],
    [{ toleranceSeconds: -1 }, 'toleranceSeconds must be'],
  ])('says what is wrong with the settings %j', async (settings, says) => {
    expect((await testing({ settings }))['settings']).toContain(says);
  });

  it('says when the connection that account ids are of is not there', async () => {
    const checks = await testing({ settings: { accountIdsAre: 'hubspot/production' } });
    expect(checks['account ids']).toContain('There is no connection hubspot/production');
  });

  it('says when there are no credentials to ask with, or they are empty', async () => {
    expect((await testing({}, guarded))['credentials']).toContain('no credentials');
    const empty = await testing({ credentials: { accessToken: ' ' } }, guarded);
    expect(empty).toMatchObject({ credentials: 'accessToken is empty.' });
    expect(empty).not.toHaveProperty('access');
  });

  it('asks the vendor, and says what it was told', async () => {
    const asked = (status: number) => testing({ credentials }, guarded, answering(status));
    expect(await asked(200)).toMatchObject({ credentials: true, access: true });
    expect((await asked(401))['access']).toContain('does not take the credentials');
    expect((await asked(403))['access']).toContain('lack a permission');
    expect((await asked(404))['access']).toContain('no such address');
    expect((await asked(418))['access']).toContain('refused (418)');
  });

  it('says when the vendor does not answer, or answers what nobody can read', async () => {
    const unavailable: AskVendor = async () =>
      Promise.reject({ _tag: 'VendorUnavailable', reason: 'ENOTFOUND' } satisfies VendorUnavailable);
    expect((await testing({ credentials }, guarded, unavailable))['access']).toContain('did not answer: ENOTFOUND');
    const broken: AskVendor = async () => Promise.reject(new Error(credentials.accessToken));
    const said = (await testing({ credentials }, guarded, broken))['access'];
    expect(said).toContain('could not be read');
    expect(said).not.toContain(credentials.accessToken);
  });
});
