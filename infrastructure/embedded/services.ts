import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Environment, publicUrl } from '../config.js';
import { startEventNode } from '../event-node/start.js';
import { startLocalNats } from './nats.js';
import { isAlive } from './orphan.js';
import { startEmbeddedPostgres } from './postgres.js';
import { startLocalRedis } from './redis.js';

/** Where the stores are. `nats: undefined` means that notices stay in this process, `redis: undefined` that hot answers do. */
export type ServiceUrls = {
  readonly eventStore: string;
  readonly database: string;
  readonly nats: string | undefined;
  readonly redis: string | undefined;
};

/** `publicUrl` is where the Treering that uses these stores is reached. */
type Run = ServiceUrls & { readonly publicUrl: string };
export type Services = Run & { readonly stop: () => Promise<void> };

type RunFile = Run & { readonly pid: number };

const readRunFile = async (file: string): Promise<RunFile | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const run = JSON.parse(text) as RunFile;
  return isAlive(run.pid) ? run : undefined;
};

/** One process at a time owns the embedded stores of a data folder. */
const takeLock = async (file: string): Promise<void> => {
  const holder = Number(await readFile(file, 'utf8').catch(() => '0'));
  if (holder > 0 && holder !== process.pid && isAlive(holder)) {
    throw new Error(`Another Treering (process ${holder}) uses this data folder; stop it first, or set TREERING_DATA.`);
  }
  await rm(file, { force: true });
  const handle = await open(file, 'wx').catch(() => {
    throw new Error('Another Treering is starting on this data folder.');
  });
  await handle.writeFile(`${process.pid}`);
  await handle.close();
};

/** Starts what no URL is given for, below the data folder, and notes where, so that the CLI finds it. */
export const startServices = async (env: Environment): Promise<Services> => {
  const folder = resolve(env.TREERING_DATA);
  await mkdir(folder, { recursive: true });
  const lock = join(folder, 'lock');
  const runFile = join(folder, 'services.json');
  await takeLock(lock);
  const [node, postgres, nats, redis] = await Promise.all([
    env.EVENTSTORE_URL === undefined ? startEventNode({ file: join(folder, 'log.sqlite'), port: 0 }) : undefined,
    env.DATABASE_URL === undefined ? startEmbeddedPostgres(join(folder, 'postgres')) : undefined,
    env.NATS_URL === undefined ? startLocalNats(join(folder, 'nats.pid')) : undefined,
    env.REDIS_URL === undefined ? startLocalRedis(join(folder, 'redis.pid')) : undefined,
  ]);
  const run: Run = {
    eventStore: env.EVENTSTORE_URL ?? node?.connectionString ?? '',
    database: env.DATABASE_URL ?? postgres?.url ?? '',
    nats: env.NATS_URL ?? nats?.url,
    redis: env.REDIS_URL ?? redis?.url,
    publicUrl: publicUrl(env),
  };
  await writeFile(runFile, JSON.stringify({ ...run, pid: process.pid }), { mode: 0o600 });
  return {
    ...run,
    stop: async () => {
      await rm(runFile, { force: true });
      await Promise.all([node?.stop(), postgres?.stop(), nats?.stop(), redis?.stop()]);
      await rm(lock, { force: true });
    },
  };
};

/** The stores of the running Treering of this data folder, or, where none runs, stores started for this call. */
export const findOrStartServices = async (env: Environment): Promise<Services> => {
  const running = await readRunFile(join(resolve(env.TREERING_DATA), 'services.json'));
  return running === undefined ? startServices(env) : { ...running, stop: async () => undefined };
};
