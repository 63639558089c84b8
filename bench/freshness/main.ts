import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Delivery } from '../../simulator/delivery.js';
import { makeSystem, type System } from '../../test/support/system.js';
import { connectionFor, post } from '../../test/support/vendor-traffic.js';

const { values } = parseArgs({
  options: { deliveries: { type: 'string', default: '300' }, accounts: { type: 'string', default: '50' } },
});
const DELIVERIES = Number(values.deliveries);
const ACCOUNTS = Number(values.accounts);
const WARM_UP = 30;
/** A score that comes out the same is not said again, so each delivery is about an account that had none. */
const FIRST_SCORED = 50_000;

/** A company whose name says which delivery it was, so that a message can be told to be the one that was waited for. */
const renaming = (company: number, name: string): Delivery => ({
  source: 'hubspot',
  kind: 'webhook',
  at: new Date(),
  body: JSON.stringify([
    {
      eventId: Date.now(),
      subscriptionId: 1,
      portalId: 1,
      appId: 1,
      occurredAt: Date.now(),
      subscriptionType: 'company.propertyChange',
      attemptNumber: 0,
      objectId: company,
      propertyName: 'name',
      propertyValue: name,
    },
  ]),
});

/** One thing done now: it moves the usage of today, so the account is scored anew. */
const usage = (company: number, n: number): Delivery => ({
  source: 'mixpanel',
  kind: 'export-ndjson',
  at: new Date(),
  body: `${JSON.stringify({
    event: 'Report Viewed',
    properties: {
      time: Math.floor(Date.now() / 1000),
      distinct_id: `user-${n}`,
      $insert_id: `bench-${n}`,
      mp_processing_time_ms: Date.now(),
      company_id: `${company}`,
    },
  })}\n`,
});

type Payload = {
  readonly data?: {
    readonly accountChanged?: { readonly name: string | null };
    readonly healthChanged?: { readonly accountId: string };
  } | null;
};

const subscribe = (system: System, token: string, query: string, hear: (payload: Payload) => void) => {
  const client = createClient({
    url: `${system.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { Authorization: `Bearer ${token}` },
  });
  client.subscribe(
    { query },
    { next: (payload) => hear(payload as Payload), error: console.error, complete: () => {} },
  );
  return client;
};

const quantile = (sorted: ReadonlyArray<number>, q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;

const show = (what: string, times: ReadonlyArray<number>): void => {
  const sorted = times.slice(WARM_UP).sort((a, b) => a - b);
  const ms = (q: number) => quantile(sorted, q).toFixed(0);
  console.log(
    `${what.padEnd(34)} n=${sorted.length}  p50 ${ms(0.5)} ms  p95 ${ms(0.95)} ms  p99 ${ms(0.99)} ms  max ${ms(1)} ms`,
  );
};

const system = await makeSystem();
try {
  await system.start();
  await system.treering('connect', 'hubspot', 'bench');
  await system.treering('connect', 'mixpanel', 'bench', '--settings', '{"accountIdsAre":"hubspot/bench"}');
  const connections = await system.connections();
  const token = (await system.treering('token', '--role', 'csm')).trim();
  console.log(`${DELIVERIES} deliveries one after another, ${ACCOUNTS} accounts, one process, idle otherwise`);

  let heard: (payload: Payload) => void = () => {};
  const clients = [
    subscribe(system, token, 'subscription { accountChanged { name } }', (payload) => heard(payload)),
    subscribe(system, token, 'subscription { healthChanged { accountId } }', (payload) => heard(payload)),
  ];
  await sleep(500);

  const measure = async (make: (n: number) => Delivery, isIt: (payload: Payload, n: number) => boolean) => {
    const times: Array<number> = [];
    for (let n = 0; n < DELIVERIES + WARM_UP; n++) {
      let heardAt = 0;
      const delivered = new Promise<void>((resolve) => {
        heard = (payload) => {
          if (!isIt(payload, n)) return;
          heardAt = performance.now();
          resolve();
        };
      });
      const delivery = make(n);
      const answer = await post(delivery, connectionFor(connections, delivery));
      const acknowledgedAt = performance.now();
      if (answer?.status !== 202) throw new Error(`the webhook answered ${JSON.stringify(answer)}`);
      await Promise.race([
        delivered,
        sleep(10_000).then(() => {
          throw new Error(`no message for delivery ${n}`);
        }),
      ]);
      times.push(Math.max(0, heardAt - acknowledgedAt));
      await sleep(20);
    }
    return times;
  };

  const companyOf = (n: number) => 1000 + (n % ACCOUNTS);
  show(
    'webhook 202 -> accountChanged',
    await measure(
      (n) => renaming(companyOf(n), `Company ${n}`),
      ({ data }, n) => data?.accountChanged?.name === `Company ${n}`,
    ),
  );
  show(
    'usage 202 -> healthChanged',
    await measure(
      (n) => usage(FIRST_SCORED + n, n),
      ({ data }) => data?.healthChanged !== undefined,
    ),
  );
  for (const client of clients) await client.dispose();
} finally {
  await system.remove();
}
