import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../../application/ports/connections.js';
import { makeVendorHttp } from '../../../infrastructure/http/vendor-http.js';
import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { makeFeedCursors } from '../../../infrastructure/postgres/feed-cursors.js';
import { ensureIngestionTables } from '../../../infrastructure/postgres/ingestion-tables.js';
import { makePullLeases } from '../../../infrastructure/postgres/pull-leases.js';
import { makeReceipts } from '../../../infrastructure/postgres/receipts.js';
import { startPulling } from '../../../ingestion-adapters/pulling/pulling.js';
import { realTime } from '../../../ingestion-adapters/pulling/time.js';
import { usualRates } from '../../../ingestion-adapters/request-rate.js';
import { type Built, built } from '../../infrastructure/event-node/support/built.js';
import { freshDatabase } from '../../support/services/postgres.js';
import { numberedRecords, recordsFeed } from '../../support/vendors/numbered-records.js';
import { cutOff, type Handler, saying, silent, startVendorServer } from '../../support/vendors/vendor-server.js';
import { keptRecords, upTo } from './pulled-records.js';

const key = randomBytes(32);
const RECORDS = 40;
const records = numberedRecords(() => RECORDS, 'a-token');

const closing: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const store = async () => {
  const database = await freshDatabase();
  const knex = connectPostgres(database.url);
  closing.push(database.drop, () => knex.destroy());
  await ensureIngestionTables(knex);
  return {
    url: database.url,
    receipts: makeReceipts(knex, key),
    cursors: makeFeedCursors(knex, key),
    leases: makePullLeases(knex),
  };
};

const serverSaying = async (handler: Handler): Promise<string> => {
  const server = await startVendorServer(handler);
  closing.push(server.close);
  return server.url;
};

const afterOf = (url = ''): number => Number(new URL(url, 'http://localhost').searchParams.get('after'));

const to = (name: string, baseUrl: string): Connection => ({
  source: 'zendesk',
  name,
  secrets: [],
  credentials: { accessToken: 'a-token' },
  settings: { baseUrl },
});

type Store = Awaited<ReturnType<typeof store>>;

const pull = async ({ cursors, leases }: Store, ...saved: ReadonlyArray<Connection>) => {
  const connections = makeInMemoryConnections();
  for (const connection of saved) await connections.save(connection);
  const pulling = startPulling({
    connections,
    cursors,
    http: makeVendorHttp(),
    time: realTime,
    leases,
    holder: randomUUID(),
    ratesOf: () => usualRates,
    feedsOf: () => [recordsFeed('records', 1)],
    report: () => undefined,
    wake: () => undefined,
  });
  closing.push(pulling.stop);
  return pulling;
};

const untilPulled = async ({ cursors }: Store, connection = 'demo'): Promise<void> => {
  while ((await cursors.find({ source: 'zendesk', connection, feed: 'records' })) !== `${RECORDS}`) await sleep(20);
};

describe('pulling into PostgreSQL', () => {
  it('gets everything once from a vendor that is busy, breaks, is slow and cuts connections', async () => {
    const kept = await store();
    const faults = new Map<number, Array<Handler>>([
      [0, [saying(429, { 'retry-after': '1' }), cutOff]],
      [9, [saying(500), (request, response) => setTimeout(() => records(request, response), 300)]],
      [21, [cutOff, saying(503, { 'retry-after': new Date(Date.now() + 2_000).toUTCString() })]],
    ]);
    const url = await serverSaying((request, response) => {
      const handler = faults.get(afterOf(request.url))?.shift() ?? records;
      handler(request, response);
    });
    await pull(kept, to('demo', url));
    await untilPulled(kept);
    expect([...faults.values()].flat()).toEqual([]);
    expect(await keptRecords(kept.receipts)).toEqual(upTo(RECORDS));
  });

  it('asks for every page once, and keeps it once, where there are two processes', async () => {
    const kept = await store();
    const asked: Array<number> = [];
    const url = await serverSaying((request, response) => {
      asked.push(afterOf(request.url));
      records(request, response);
    });
    const both = [await pull(kept, to('demo', url)), await pull(kept, to('demo', url))];
    await untilPulled(kept);
    for (const pulling of both) await pulling.stop();
    const pages = asked.filter((after) => after < RECORDS);
    expect(pages).toEqual([...new Set(pages)]);
    expect(await keptRecords(kept.receipts)).toEqual(upTo(RECORDS));
  });

  it('pulls one connection to its end while the vendors of others are silent, broken or gone', async () => {
    const kept = await store();
    const gone = await startVendorServer(silent);
    await gone.close();
    const bad = [silent, cutOff, saying(500), saying(429, { 'retry-after': '3600' })];
    const urls = [gone.url, ...(await Promise.all(bad.map(serverSaying)))];
    const good = to('good', await serverSaying(records));
    const pulling = await pull(kept, ...urls.map((url, i) => to(`bad-${i}`, url)), good);
    await untilPulled(kept, 'good');
    expect(await keptRecords(kept.receipts)).toEqual(upTo(RECORDS));
    expect(pulling.status().find(({ connection }) => connection === 'good')).toMatchObject({ alert: undefined });
    await pulling.stop();
  });
});

describe('a process that pulls and is killed', () => {
  let code: Built;
  beforeAll(async () => {
    code = await built('test/ingestion-adapters/pulling/pulling-process.ts');
  });
  afterAll(() => code.remove());

  it('leaves to the next one what it did not keep: nothing is lost, and nothing twice', async () => {
    const kept = await store();
    let child: ChildProcess | undefined;
    const start = () => {
      const { url: database } = kept;
      // One process after the other of the same name: another would wait until the lease of this one has ended.
      const holder = 'the only one';
      child = spawn(process.execPath, [code.script('pulling-process'), database, key.toString('base64'), url, holder], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    };
    const kill = async () => {
      const killed = child;
      killed?.kill('SIGKILL');
      if (killed !== undefined && killed.exitCode === null && killed.signalCode === null) await once(killed, 'exit');
    };
    /** Between two pages: the next one is asked for, so the last one is kept. */
    const beforeTheAnswer = new Set([3, 21]);
    /** While a page is being kept, or shortly before or after. */
    const withTheAnswer = new Set([9, 30]);
    const deaths: Array<number> = [];
    const dieAt = (points: Set<number>, after: number): boolean => {
      if (!points.delete(after)) return false;
      deaths.push(after);
      void kill().then(start);
      return true;
    };
    const url = await serverSaying((request, response) => {
      const after = afterOf(request.url);
      if (dieAt(beforeTheAnswer, after)) return;
      records(request, response);
      if (withTheAnswer.has(after)) setTimeout(() => dieAt(withTheAnswer, after), 3);
    });
    start();
    await untilPulled(kept);
    await kill();
    expect(deaths).toEqual(expect.arrayContaining([3, 21]));
    expect(await keptRecords(kept.receipts)).toEqual(upTo(RECORDS));
  }, 180_000);
});
