import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../../infrastructure/embedded/free-port.js';
import { isAlive } from '../../../infrastructure/embedded/orphan.js';
import { startEmbeddedPostgres } from '../../../infrastructure/embedded/postgres.js';
import { startNats } from '../services/nats.js';
import { startRedis } from '../services/redis.js';
import { temporaryFolder } from '../services/temporary-folder.js';
import type { System } from '../system.js';
import { type Killable, makeProgram, type Program } from './program.js';

export const partNames = ['event node', 'postgres', 'projector 1', 'projector 2', 'ingestion'] as const;
export type PartName = (typeof partNames)[number];

/** The stores and the roles, each in a process of its own. */
export type Cluster = Pick<System, 'treering' | 'connections'> & {
  readonly parts: Readonly<Record<PartName, Killable>>;
  readonly eventStoreUrl: string;
  readonly databaseUrl: string;
  readonly apiUrl: string;
  /** Resolves once every role says that it is ready. */
  readonly untilReady: () => Promise<void>;
  /** What went wrong with the processes, other than that they were killed. */
  readonly complaints: () => ReadonlyArray<string>;
  readonly remove: () => Promise<void>;
};

/** The postmaster alone is killed; what it leaves behind is for the next start to wait for. */
const makePostgres = async (folder: string) => {
  const port = await freePort();
  let server = await startEmbeddedPostgres(folder, port);
  return {
    url: server.url,
    start: async (): Promise<void> => {
      server = await startEmbeddedPostgres(folder, port);
    },
    kill: async (): Promise<void> => {
      process.kill(server.pid, 'SIGKILL');
      while (isAlive(server.pid)) await sleep(5);
    },
    stop: () => server.stop(),
  };
};

const PATIENCE_MS = 90_000;
const ANSWER_WITHIN_MS = 5_000;

/** Who holds up whom in the database. */
const whatTheDatabaseDoes = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query(
      `select pid, state, wait_event_type, wait_event, pg_blocking_pids(pid) as held_up_by, left(query, 200) as query
       from pg_stat_activity where backend_type = 'client backend' and state <> 'idle'`,
    );
    return rows.map((row) => JSON.stringify(row)).join('\n');
  } catch (error) {
    return String(error);
  } finally {
    await client.end();
  }
};
const UNEXPECTED = /unhandled|uncaught|"level":60|a reader of the log stopped/i;

export const startCluster = async (): Promise<Cluster> => {
  const folder = await temporaryFolder('crash');
  await chmod(folder, 0o755);
  const [postgres, nats, redis, nodePort, publicPort, apiPort] = await Promise.all([
    makePostgres(join(folder, 'postgres')),
    startNats(),
    startRedis(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  const eventStoreUrl = `esdb://127.0.0.1:${nodePort}?tls=false`;
  const shared = {
    EVENTSTORE_URL: eventStoreUrl,
    DATABASE_URL: postgres.url,
    NATS_URL: nats.url,
    REDIS_URL: redis.url,
    PUBLIC_URL: `http://localhost:${publicPort}`,
    TREERING_KEK: randomBytes(32).toString('base64'),
    TREERING_JWT_SECRET: randomBytes(32).toString('hex'),
    TREERING_DAILY_SCORING: 'off',
    LOG_LEVEL: 'warn',
  };
  const readiness: Array<string> = [];
  const role = (name: string, script: string, port: number): Program => {
    readiness.push(`http://localhost:${port}/health/ready`);
    const database = new URL(postgres.url);
    database.searchParams.set('options', `-c treering.process=${name.replace(' ', '_')}`);
    const own = { PORT: `${port}`, TREERING_DATA: join(folder, name), DATABASE_URL: database.toString() };
    return makeProgram(name, [`dist/${script}/main.js`], { ...shared, ...own });
  };
  const file = join(folder, 'log.sqlite');
  const programs = {
    'event node': makeProgram(
      'event node',
      ['dist/cli/main.js', 'event-node', '--file', file, '--port', `${nodePort}`],
      {},
    ),
    ingestion: role('ingestion', 'ingestion-adapters', publicPort),
    'projector 1': role('projector 1', 'projections', await freePort()),
    'projector 2': role('projector 2', 'projections', await freePort()),
  };
  const api = role('read api', 'read-api', apiPort);
  const all = [...Object.values(programs), api];
  for (const program of all) await program.start();

  const treering: System['treering'] = async (...args) => {
    const env = { ...process.env, ...shared, TREERING_DATA: join(folder, 'cli') };
    const run = promisify(execFile)(process.execPath, ['dist/cli/main.js', ...args], { env, maxBuffer: 1 << 28 });
    const { stdout } = await run.catch((error: { readonly stdout: string; readonly stderr: string }) => {
      throw new Error(`treering ${args.join(' ')} failed: ${error.stderr}${error.stdout}`);
    });
    return stdout;
  };
  const isReady = (url: string): Promise<boolean> =>
    fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).then(
      ({ ok }) => ok,
      () => false,
    );
  return {
    parts: { ...programs, postgres },
    eventStoreUrl,
    databaseUrl: postgres.url,
    apiUrl: `http://localhost:${apiPort}`,
    treering,
    connections: async () => JSON.parse(await treering('connections', '--json', '--show-secrets')),
    untilReady: async () => {
      for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(100)) {
        if ((await Promise.all(readiness.map(isReady))).every((ready) => ready)) return;
        if (all.some(({ endedAlone }) => endedAlone().length > 0)) break;
      }
      const asked = { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
      const waitingFor = await Promise.all(
        readiness.map((url) => fetch(url, asked).then((answer) => answer.text(), String)),
      );
      const parts = [
        `The roles did not become ready: ${waitingFor.join(' ')}`,
        ...all.flatMap(({ endedAlone }) => endedAlone()),
        await whatTheDatabaseDoes(postgres.url),
        ...all.map(({ said }) => said().slice(-2_000)),
      ];
      throw new Error(parts.join('\n\n'));
    },
    complaints: () =>
      all.flatMap(({ said, endedAlone }) => [
        ...endedAlone(),
        ...said()
          .split('\n')
          .filter((line) => UNEXPECTED.test(line)),
      ]),
    remove: async () => {
      for (const program of all.toReversed()) await program.stop();
      await postgres.stop();
      await nats.stop();
      await redis.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
