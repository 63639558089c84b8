import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { categories } from '../../../domain/catalogue.js';
import { makeEventStore } from '../../../infrastructure/eventstoredb/event-store.js';
import { makeInMemorySubjectKeys } from '../../../infrastructure/in-memory/subject-keys.js';
import { newStream, rightOf, seatCounts } from '../../contracts/event-store.contract.js';
import { type Built, built } from '../../infrastructure/event-node/support/built.js';

let folder: string;
let code: Built;
let children: Array<ChildProcess> = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treering-event-node-'));
  code = await built('cli/main.ts');
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
});
afterAll(async () => {
  await code.remove();
  await rm(folder, { recursive: true, force: true });
});

const eventNode = (options: ReadonlyArray<string>, env: NodeJS.ProcessEnv = {}) => {
  const child = spawn(process.execPath, [code.script('main'), 'event-node', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  children.push(child);
  return child;
};

const serving = async (options: ReadonlyArray<string>, env: NodeJS.ProcessEnv = {}) => {
  const child = eventNode(options, env);
  const [said] = await once(child.stdout, 'data');
  return { child, said: String(said) };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
};

const storeAt = (connectionString: string) =>
  makeEventStore({ connectionString, subjectKeys: makeInMemorySubjectKeys(), categories });

test('one node in a process of its own, over TLS with users, serves our adapter, and leaves the log when it is told to', async () => {
  const port = await freePort();
  const certificates = join(folder, 'certificates');
  const options = ['--file', join(folder, 'log.sqlite'), '--port', String(port), '--self-signed', certificates];
  const stream = newStream();
  const events = seatCounts(1, 2, 3);
  for (const append of [true, false]) {
    const { child, said } = await serving(options, { EVENT_NODE_ADMIN_PASSWORD: 'oak' });
    expect(said).toContain(`esdb://127.0.0.1:${port}?tls=true`);
    const address = `localhost:${port}?tls=true&tlsCAFile=${join(certificates, 'ca.crt')}`;
    const store = storeAt(`esdb://admin:oak@${address}`);
    if (append) expect(await store.append(stream, 'no-stream', events)()).toMatchObject(E.right({}));
    expect(rightOf(await store.readStream(stream)())).toHaveLength(3);
    const stranger = storeAt(`esdb://admin:changeit@${address}`);
    expect(await stranger.readStream(stream)()).toMatchObject(E.left({ _tag: 'LogUnavailable' }));
    await Promise.all([store.close(), stranger.close()]);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  }
});

test('without TLS it listens to this machine only, unless it is told otherwise', async () => {
  const file = join(folder, 'insecure.sqlite');
  const { child, said } = await serving(['--file', file, '--port', '0']);
  expect(said).toContain('tls=false');
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  await serving(['--file', file, '--port', '0', '--host', '0.0.0.0', '--insecure']);
});

test.each([
  ['an open address', ['--host', '0.0.0.0'], 'anyone who reaches 0.0.0.0 could change the log'],
  ['half a certificate', ['--certificate', 'node.crt'], '--certificate and --key go together'],
  ['a strange port', ['--port', '70000'], '--port must be a number from 0 to 65535'],
  ['a certificate that is missing', ['--certificate', 'no.crt', '--key', 'no.key'], 'no.crt'],
])('%s is refused', async (_, options, reason) => {
  const child = eventNode(['--file', join(folder, 'refused.sqlite'), ...options]);
  const [said, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(said).toContain(reason);
  expect(exitCode).toBe(1);
});
