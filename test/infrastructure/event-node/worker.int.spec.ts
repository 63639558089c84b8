import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EventStoreDBClient } from '@eventstore/db-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { startEventNode as StartEventNode } from '../../../infrastructure/event-node/start.js';
import { type Built, built } from './support/built.js';
import { collect, rejectionOf, typesOf } from './support/collect.js';
import { events } from './support/events.js';

let folder: string;
let code: Built;
let startEventNode: typeof StartEventNode;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-node-worker-'));
  code = await built('infrastructure/event-node/start.ts');
  ({ startEventNode } = await import(pathToFileURL(code.script('start')).href));
});
afterAll(async () => {
  await code.remove();
  await rm(folder, { recursive: true, force: true });
});

test('the node runs in a thread of its own, and leaves the file when it stops', async () => {
  const file = join(folder, 'events.db');
  for (const expected of [['a'], ['a', 'b']]) {
    const node = await startEventNode({ file });
    const client = EventStoreDBClient.connectionString(node.connectionString);
    await client.appendToStream('account-1', events(...expected.slice(-1)));
    expect(typesOf(await collect(client.readStream('account-1')))).toEqual(expected);
    await client.dispose();
    await Promise.all([node.stop(), node.stop()]);
  }
});

test('a file it cannot use is said in the thread that asked', async () => {
  const file = join(folder, 'taken.db');
  const node = await startEventNode({ file });
  expect(String(await rejectionOf(startEventNode({ file })))).toContain(`${file} cannot be used: another process`);
  await node.stop();
  const diary = join(folder, 'diary.db');
  await writeFile(diary, 'a diary, a diary, a diary. '.repeat(200));
  expect(String(await rejectionOf(startEventNode({ file: diary })))).toContain('it is not an SQLite database');
});
