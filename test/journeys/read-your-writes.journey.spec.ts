import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparePositions, positionFromText } from '../../application/position.js';
import { simulateCompany } from '../../simulator/company.js';
import { simulate } from '../../simulator/simulate.js';
import { type ListedConnection, makeSystem, type System } from '../support/system.js';
import { connectionFor, connectVendors, post } from '../support/vendor-traffic.js';

const WRITES = 200;
const WRITERS = 4;
const POSTERS = 4;
const BETWEEN_POSTS_MS = 40;

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };
type Receipt = { readonly state: string; readonly position: string | null };
type Found = {
  readonly items: ReadonlyArray<{ readonly name: string }>;
  readonly freshness: { readonly position: string; readonly lagEvents: number | null };
};

/** What the vendors go on saying meanwhile. */
const keepPosting = (connections: ReadonlyArray<ListedConnection>) => {
  const deliveries = [
    ...simulate(simulateCompany({ seed: 'inflow', accounts: 20, months: 6, endsAt: '2026-06-01T00:00:00.000Z' })),
  ].filter(({ kind }) => kind !== 'tickets-export');
  let stopping = false;
  let next = 0;
  const posters = Array.from({ length: POSTERS }, async () => {
    while (!stopping) {
      const delivery = deliveries[next++ % deliveries.length];
      if (delivery !== undefined) await post(delivery, connectionFor(connections, delivery));
      await sleep(BETWEEN_POSTS_MS);
    }
  });
  return async () => {
    stopping = true;
    await Promise.all(posters);
    return next;
  };
};

describe('who wrote something', () => {
  let system: System;
  let token: string;
  beforeAll(async () => {
    system = await makeSystem({ TREERING_DAILY_SCORING: 'off' });
    await system.start();
    token = (await system.treering('token', '--role', 'admin')).trim();
  });
  afterAll(() => system.remove());

  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    const response = await fetch(`${system.url}${path}`, { ...init, headers });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };

  /** Asks again where it took too long, as the answer says. */
  const patiently = async (attempt: () => Promise<Answer>): Promise<Answer> => {
    for (let tries = 0; tries < 20; tries++) {
      const answer = await attempt();
      if (answer.status !== 503) return answer;
      await sleep(1_000);
    }
    throw new Error('the position was never reached');
  };

  const nameCompany = async (connection: ListedConnection, id: number, name: string): Promise<string> => {
    const change = {
      eventId: id,
      subscriptionId: 1,
      portalId: 1,
      appId: 1,
      occurredAt: Date.now(),
      subscriptionType: 'company.propertyChange',
      attemptNumber: 0,
      objectId: id,
      propertyName: 'name',
      propertyValue: name,
    };
    const answer = await post(
      { source: 'hubspot', kind: 'webhook', at: new Date(), body: JSON.stringify([change]) },
      connection,
    );
    expect(answer).toMatchObject({ status: 202, body: { receipt: expect.any(String) } });
    const { receipt } = (answer?.body ?? {}) as { readonly receipt?: string };
    for (let tries = 0; tries < 20; tries++) {
      const { body } = await ask(`/api/v1/receipts/${receipt}?wait=true`);
      const { state, position } = body as Receipt;
      if (state !== 'waiting') {
        expect({ state, position }).toEqual({ state: 'processed', position: expect.stringMatching(/^\d+/) });
        return position ?? '';
      }
    }
    throw new Error('the receipt was never processed');
  };

  const byRest = async (name: string, position: string): Promise<Found> => {
    const path = `/api/v1/accounts?search=${encodeURIComponent(name)}`;
    const { status, body } = await patiently(() => ask(path, { headers: { 'min-position': position } }));
    expect(status).toBe(200);
    return body as Found;
  };
  const byGraphql = async (name: string, position: string): Promise<Found> => {
    const query = `query ($name: String, $position: Position) {
      accounts(filter: { search: $name }, minPosition: $position) { items { name } freshness { position lagEvents } }
    }`;
    const { body } = await patiently(async () => {
      const answer = await ask('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: { name, position } }),
      });
      return Array.isArray(answer.body['errors']) ? { ...answer, status: 503 } : answer;
    });
    return (body['data'] as { readonly accounts: Found }).accounts;
  };

  it(`reads it from the position of its receipt on, ${WRITES} times while much comes in, and never an answer without it`, async () => {
    const connections = await connectVendors(system);
    const hubspot = connections.find(({ source }) => source === 'hubspot');
    if (hubspot === undefined) throw new Error('there is no connection to hubspot');
    const stopPosting = keepPosting(connections);
    let next = 0;
    const stale: Array<string> = [];
    const write = async (): Promise<void> => {
      while (next < WRITES) {
        const n = next++;
        const name = `Written ${n} Ltd`;
        const position = await nameCompany(hubspot, 1_000_000 + n, name);
        const { items, freshness } = await (n % 2 === 0 ? byRest : byGraphql)(name, position);
        if (!items.some((item) => item.name === name)) stale.push(name);
        const [reached, wanted] = [positionFromText(freshness.position), positionFromText(position)];
        if (reached === undefined || wanted === undefined || comparePositions(reached, wanted) < 0) stale.push(name);
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, write));
    expect(await stopPosting()).toBeGreaterThan(WRITES);
    expect(stale).toEqual([]);
  });

  it('is told that a position of another log will never be reached', async () => {
    const { status, body } = await ask('/api/v1/accounts', { headers: { 'min-position': '9999999999999999' } });
    expect({ status, type: body['type'] }).toEqual({ status: 409, type: '/problems/position-beyond-log' });
  });

  it('can be seen in what is measured: everything is read in the end', async () => {
    const lag = /^treering_(?:projection_lag_events\{read_model|reactor_lag_events\{reactor)="[\w-]+"\} (\d+)$/gm;
    for (let tries = 0; tries < 300; tries++) {
      const metrics = await (await fetch(`${system.url}/metrics`)).text();
      const lags = [...metrics.matchAll(lag)].map(([, events]) => Number(events));
      if (lags.length >= 5 && lags.every((events) => events === 0)) {
        expect(metrics).toMatch(/^treering_projection_events_total\{read_model="accounts"\} [1-9]\d*$/m);
        expect(metrics).toContain('treering_reader_partitions{reader="accounts",state="running"} 8');
        return;
      }
      await sleep(100);
    }
    throw new Error('the lag never came to nothing');
  });
});
