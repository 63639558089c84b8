import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '../../../infrastructure/embedded/orphan.js';
import { startEmbeddedPostgres } from '../../../infrastructure/embedded/postgres.js';
import { temporaryFolder } from '../../support/services/temporary-folder.js';

const query = async (url: string, sql: string): Promise<ReadonlyArray<unknown>> => {
  const client = new pg.Client({ connectionString: url });
  /** A server that is killed also says so beside the query, which is rejected. */
  client.on('error', () => undefined);
  await client.connect();
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
};

describe('the embedded PostgreSQL', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder('postgres');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('keeps its data over a stop and a start', async () => {
    const first = await startEmbeddedPostgres(join(folder, 'kept'));
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await startEmbeddedPostgres(join(folder, 'kept'));
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('takes over from a server whose parent was killed', async () => {
    const orphan = await startEmbeddedPostgres(join(folder, 'orphaned'));
    await query(orphan.url, 'create table kept as select 7 as answer');
    const next = await startEmbeddedPostgres(join(folder, 'orphaned'));
    expect(await query(next.url, 'select answer from kept')).toEqual([{ answer: 7 }]);
    await expect(query(orphan.url, 'select 1')).rejects.toThrow();
    await next.stop();
  });

  it('starts again at once where the server itself was killed, on the port it is told', async () => {
    const killed = await startEmbeddedPostgres(join(folder, 'killed'));
    await query(killed.url, 'create table kept as select 3 as answer');
    const busy = query(killed.url, 'select count(*) from generate_series(1, 5000000) as orphaned').catch(
      () => undefined,
    );
    const orphaned = `select 1 from pg_stat_activity where query like '%as orphaned' and state = 'active'`;
    while ((await query(killed.url, orphaned)).length === 0) await sleep(5);
    process.kill(killed.pid, 'SIGKILL');
    while (isAlive(killed.pid)) await sleep(5);
    const again = await startEmbeddedPostgres(join(folder, 'killed'), Number(new URL(killed.url).port));
    expect(again.url).toBe(killed.url);
    expect(await query(again.url, 'select answer from kept')).toEqual([{ answer: 3 }]);
    await busy;
    await again.stop();
  });

  it('makes its data anew where making them was cut off', async () => {
    const cutOff = join(folder, 'cut-off.unfinished-1');
    await mkdir(cutOff);
    await writeFile(join(cutOff, 'PG_VERSION'), '18');
    const server = await startEmbeddedPostgres(join(folder, 'cut-off'));
    expect(await query(server.url, 'select 1 as answer')).toEqual([{ answer: 1 }]);
    expect(existsSync(cutOff)).toBe(false);
    await server.stop();
  });

  it('refuses a connection without the password it made', async () => {
    const server = await startEmbeddedPostgres(join(folder, 'guarded'));
    const guessed = new URL(server.url);
    guessed.password = 'guess';
    await expect(query(guessed.toString(), 'select 1')).rejects.toThrow(/password/);
    expect(existsSync(join(folder, 'guarded.password'))).toBe(true);
    expect(server.url).toContain(await readFile(join(folder, 'guarded.password'), 'utf8'));
    await server.stop();
  });
});
