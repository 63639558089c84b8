import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../infrastructure/embedded/free-port.js';
import { startEmbeddedPostgres } from '../../infrastructure/embedded/postgres.js';
import { serveEventNode } from '../../infrastructure/event-node/serve.js';
import { startNats } from '../support/services/nats.js';
import { startRedis } from '../support/services/redis.js';
import { temporaryFolder } from '../support/services/temporary-folder.js';
import { post } from '../support/vendor-traffic.js';

const eventually = async <A>(what: string, attempt: () => Promise<A | undefined>): Promise<A> => {
  for (let tries = 0; tries < 300; tries++) {
    const found = await attempt().catch(() => undefined);
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new Error(`waited in vain for ${what}`);
};

describe('each role in a process of its own, under plain node', () => {
  const processes: Array<ChildProcess> = [];
  const stops: Array<() => Promise<unknown>> = [];
  let shared: Readonly<Record<string, string>>;
  let folder: string;

  beforeAll(async () => {
    folder = await temporaryFolder('roles');
    const [postgres, node, nats, redis] = await Promise.all([
      startEmbeddedPostgres(join(folder, 'postgres')),
      serveEventNode({ file: join(folder, 'log.sqlite') }),
      startNats(),
      startRedis(),
    ]);
    stops.push(postgres.stop, node.stop, nats.stop, redis.stop);
    shared = {
      EVENTSTORE_URL: `esdb://127.0.0.1:${node.port}?tls=false`,
      DATABASE_URL: postgres.url,
      NATS_URL: nats.url,
      REDIS_URL: redis.url,
      TREERING_KEK: randomBytes(32).toString('base64'),
      TREERING_JWT_SECRET: randomBytes(32).toString('hex'),
      LOG_LEVEL: 'warn',
    };
  });
  afterAll(async () => {
    for (const process of processes) {
      process.kill('SIGTERM');
      if (process.exitCode === null) await once(process, 'exit');
    }
    for (const stop of stops) await stop();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (role: string): Promise<string> => {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const env = { ...process.env, ...shared, PORT: `${port}`, PUBLIC_URL: url, TREERING_DATA: join(folder, role) };
    processes.push(spawn(process.execPath, [`dist/${role}/main.js`], { env, stdio: 'inherit' }));
    await eventually(`${role} to be ready`, async () => ((await fetch(`${url}/health/ready`)).ok ? true : undefined));
    return url;
  };

  const treering = async (...args: ReadonlyArray<string>): Promise<string> => {
    const env = { ...process.env, ...shared, TREERING_DATA: join(folder, 'cli') };
    return (await promisify(execFile)(process.execPath, ['dist/cli/main.js', ...args], { env })).stdout;
  };

  it('takes a delivery in one and answers for it in another', async () => {
    const ingestion = await start('ingestion-adapters');
    const projector = await start('projections');
    const api = await start('read-api');
    await start('ml');
    await treering('connect', 'hubspot', 'apart', '--secret', 'a secret of this test');
    const change = {
      eventId: 1,
      subscriptionId: 1,
      portalId: 1,
      appId: 1,
      occurredAt: Date.now(),
      subscriptionType: 'company.propertyChange',
      attemptNumber: 0,
      objectId: 4711,
      propertyName: 'name',
      propertyValue: 'Roles Apart Ltd',
    };
    const answer = await post(
      { source: 'hubspot', kind: 'webhook', at: new Date(), body: JSON.stringify([change]) },
      {
        source: 'hubspot',
        name: 'apart',
        webhookUrl: `${ingestion}/ingest/hubspot/apart`,
        secrets: ['a secret of this test'],
        settings: {},
      },
    );
    expect(answer).toMatchObject({ status: 202, body: { receipt: expect.any(String) } });
    const { receipt } = (answer?.body ?? {}) as { readonly receipt?: string };
    const headers = { authorization: `Bearer ${(await treering('token', '--role', 'admin')).trim()}` };
    const position = await eventually('the receipt to be processed', async () => {
      const response = await fetch(`${api}/api/v1/receipts/${receipt}?wait=true`, { headers });
      return ((await response.json()) as { readonly position: string | null }).position ?? undefined;
    });
    const found = await fetch(`${api}/api/v1/accounts?search=Roles%20Apart`, {
      headers: { ...headers, 'min-position': position },
    });
    expect(await found.json()).toMatchObject({ items: [{ name: 'Roles Apart Ltd' }] });
    const measured = await eventually('the projector to have read everything', async () => {
      const metrics = await (await fetch(`${projector}/metrics`)).text();
      return metrics.includes('treering_projection_lag_events{read_model="accounts"} 0') ? metrics : undefined;
    });
    expect(measured).toContain('treering_reader_partitions{reader="accounts",state="running"} 8');
    expect(await (await fetch(`${api}/metrics`)).text()).toMatch(
      /^treering_projection_position\{read_model="accounts"\} \d/m,
    );
  });
});
