import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { settingsViolations } from '../../application/connections/settings-violations.js';
import type { Connection, Source } from '../../application/ports/connections.js';
import { makeInMemoryConnections } from '../../infrastructure/in-memory/connections.js';
import { makeTestConnection } from '../../ingestion-adapters/connection-test.js';
import { askLimits, makeAskVendor } from '../../ingestion-adapters/pulling/ask-vendor.js';
import { ratesFor, usualRates } from '../../ingestion-adapters/request-rate.js';
import { vendors } from '../../ingestion-adapters/vendors.js';
import { answer, scriptedVendor } from './pulling/scripted-vendor.js';
import { virtualTime } from './pulling/virtual-time.js';

const ratesOf = (source: Source) => vendors[source].rates ?? usualRates;

/** When each of so many requests to the path is sent that are all wanted at once, in seconds. */
const sentAt = async (rates: typeof usualRates, path: string, requests: number, within: number) => {
  const time = virtualTime();
  const start = time.now().getTime();
  const { http, asked } = scriptedVendor(time.now, [answer(200)]);
  const limits = { ...askLimits, rates, longestWaitMs: Number.POSITIVE_INFINITY };
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const ask = makeAskVendor({ http, time }, limits).ask(signal);
  const all = Array.from({ length: requests }, () => ask({ method: 'GET', url: `https://api.example${path}` }));
  await time.pass(within * 1000);
  await Promise.all(all);
  return asked.map(({ at }) => (at - start) / 1000);
};

const mostWithin = (seconds: number, times: ReadonlyArray<number>): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + seconds).length));

describe('the requests of one connection', () => {
  it.each([
    ['hubspot', '/crm/v3/objects/companies/search', 5, 1],
    ['hubspot', '/crm/v3/objects/companies', 110, 10],
    ['zendesk', '/api/v2/incremental/tickets/cursor.json', 10, 60],
    ['zendesk', '/api/v2/organizations.json', 200, 60],
    ['mixpanel', '/api/2.0/export', 60, 3_600],
    ['mixpanel', '/api/2.0/export', 3, 1],
    ['intercom', '/conversations/search', 1_666, 10],
  ] as const)('of %s to %s are at most %d in any %d seconds, as it documents', (source, path, most, seconds) => {
    const own = ratesOf(source).filter(({ of }) => of === undefined || of.test(path));
    expect(Math.min(...own.map(({ burst, perSecond }) => burst + perSecond * seconds))).toBeLessThanOrEqual(most);
  });

  it('are spread so that no stretch of time has more', async () => {
    const times = await sentAt(ratesOf('zendesk'), '/api/v2/incremental/tickets/cursor.json', 24, 300);
    expect(times).toHaveLength(24);
    expect(mostWithin(60, times)).toBeLessThanOrEqual(10);
  });

  it('are as many a minute as its settings say, fewer or more, of each kind', async () => {
    const rates = ratesFor(ratesOf('zendesk'), { requestsPerMinute: { incremental: 24 } });
    const times = await sentAt(rates, '/api/v2/incremental/tickets/cursor.json', 60, 300);
    expect(mostWithin(60, times)).toBeGreaterThan(20);
    const slow = ratesFor(ratesOf('zendesk'), { requestsPerMinute: { all: 6 } });
    expect(await sentAt(slow, '/api/v2/organizations.json', 3, 60)).toEqual([0, 10, 20]);
    expect(await sentAt(ratesFor(ratesOf('zendesk'), {}), '/api/v2/organizations.json', 3, 60)).toEqual([0, 0, 0]);
  });

  it('are set by names that there are, to what can be', async () => {
    expect(settingsViolations({ requestsPerMinute: { all: 0 } })).toEqual([
      { pointer: '/requestsPerMinute', message: 'must be 0.1 to 60000 a minute' },
    ]);
    const test = makeTestConnection({
      connections: makeInMemoryConnections(),
      askFor: () => async () => answer(200),
      now: () => new Date(0),
    });
    const connection: Connection = {
      source: 'hubspot',
      name: 'demo',
      secrets: ['s'],
      settings: { requestsPerMinute: { all: 600, incremental: 9 } },
    };
    expect(await test(connection)).toContainEqual({
      check: 'settings',
      ok: false,
      says: 'requestsPerMinute names incremental; there is all, search.',
    });
  });
});
