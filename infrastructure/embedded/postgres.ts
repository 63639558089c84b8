import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';
import { endOrphan } from './orphan.js';
import { postgresBinaries } from './postgres-binaries.js';

export type EmbeddedPostgres = {
  readonly url: string;
  /** Of the postmaster. */
  readonly pid: number;
  readonly stop: () => Promise<void>;
};

type ServerUser = { readonly uid: number; readonly gid: number } | undefined;

/** PostgreSQL refuses to run as root, so root lends it to the unprivileged user every Unix has. */
const serverUser = (): ServerUser => {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout.trim() || 65534);
  return { uid: idOf('-u'), gid: idOf('-g') };
};

const reachableBy =
  (user: ServerUser) =>
  (path: string): boolean =>
    user === undefined || spawnSync('test', ['-x', path], { ...user, cwd: '/' }).status === 0;

/**
 * A folder below root's home is closed to the server's user; the data then live under /var/lib, named after the wish. Data there
 * whose wished folder was removed are of another life, and are put aside.
 */
const dataFolder = async (wanted: string, user: ServerUser): Promise<string> => {
  const isNew = (await mkdir(wanted, { recursive: true, mode: 0o700 })) !== undefined;
  if (user === undefined) return wanted;
  await chown(wanted, user.uid, user.gid);
  if (reachableBy(user)(wanted)) return wanted;
  const elsewhere = join('/var/lib/treering', createHash('sha256').update(wanted).digest('hex').slice(0, 12));
  if (isNew && existsSync(elsewhere)) await rename(elsewhere, `${elsewhere}.before-${Date.now()}`);
  await mkdir(elsewhere, { recursive: true });
  await chmod('/var/lib/treering', 0o755);
  await chown(elsewhere, user.uid, user.gid);
  return elsewhere;
};

const run = (command: string, args: ReadonlyArray<string>, user: ServerUser): Promise<void> =>
  new Promise((done, fail) => {
    const child = spawn(command, [...args], { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once('error', fail);
    child.once('close', (code) =>
      code === 0 ? done() : fail(new Error(`${command} failed (${code}): ${said.trim()}`)),
    );
  });

/** Two servers on one folder must never be. */
const endEarlierServer = async (folder: string): Promise<void> => {
  const [pid = ''] = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  await endOrphan(Number(pid), folder, 'SIGINT');
};

/**
 * Makes the data folder and its password. Killed on the way it leaves neither: the folder is made beside its place, and moved there
 * once the password is kept.
 */
const initialise = async (bin: string, folder: string, secretFile: string, user: ServerUser): Promise<void> => {
  const unfinished = `${basename(folder)}.unfinished-`;
  for (const name of await readdir(dirname(folder))) {
    if (name.startsWith(unfinished)) await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
  const made = await mkdtemp(join(dirname(folder), unfinished));
  const passwordFile = join(tmpdir(), `treering-${randomBytes(8).toString('hex')}`);
  const password = randomBytes(18).toString('hex');
  await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    if (user !== undefined) {
      await chown(made, user.uid, user.gid);
      await chown(passwordFile, user.uid, user.gid);
    }
    await run(
      join(bin, 'initdb'),
      ['-D', made, '-U', 'treering', '-A', 'scram-sha-256', '--pwfile', passwordFile, '--locale=C', '-E', 'UTF8'],
      user,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeFile(secretFile, password, { mode: 0o600 });
  await rename(made, folder);
};

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'shared_buffers=256MB',
  'max_wal_size=2GB',
  'jit=off',
  'timezone=UTC',
  'log_timezone=UTC',
];

const ready = (server: ChildProcess): Promise<void> =>
  new Promise((done, fail) => {
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
      if (said.includes('database system is ready to accept connections')) done();
    });
    server.once('error', fail);
    server.once('close', (code) => fail(new Error(`PostgreSQL did not start (${code}): ${said.trim()}`)));
  });

const ORPHANS_END_WITHIN_MS = 10_000;

/** What a postmaster that was killed leaves behind ends by itself, but not at once, and PostgreSQL refuses to start beside it. */
const isHeldByOrphans = (error: unknown): boolean =>
  error instanceof Error && /pre-existing shared memory block .* is still in use/.test(error.message);

const spawnServer = async (bin: string, folder: string, port: number, user: ServerUser): Promise<ChildProcess> => {
  for (const deadline = Date.now() + ORPHANS_END_WITHIN_MS; ; await sleep(100)) {
    const args = ['-D', folder, '-p', `${port}`, ...settings.flatMap((setting) => ['-c', setting])];
    const server = spawn(join(bin, 'postgres'), args, {
      ...user,
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    try {
      await ready(server);
      return server;
    } catch (error) {
      if (!isHeldByOrphans(error) || Date.now() > deadline) throw error;
    }
  }
};

/** Starts the PostgreSQL that came with the package, on a free port unless one is asked for, over the data in `wanted`, making them on first use. */
export const startEmbeddedPostgres = async (wanted: string, wantedPort?: number): Promise<EmbeddedPostgres> => {
  const user = serverUser();
  const bin = await postgresBinaries(reachableBy(user));
  const folder = await dataFolder(resolve(wanted), user);
  const secretFile = `${resolve(wanted)}.password`;
  await endEarlierServer(folder);
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise(bin, folder, secretFile, user);
  const password = (await readFile(secretFile, 'utf8')).trim();
  const port = wantedPort ?? (await freePort());
  const server = await spawnServer(bin, folder, port, user);
  server.stderr?.resume();
  server.unref();
  const exited = new Promise<void>((done) => server.once('exit', () => done()));
  return {
    pid: server.pid ?? 0,
    url: `postgres://treering:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      server.ref();
      if (server.exitCode === null) server.kill('SIGINT');
      await exited;
    },
  };
};
