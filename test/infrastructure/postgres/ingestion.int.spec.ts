import { randomBytes, randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { makeConnections } from '../../../infrastructure/postgres/connections.js';
import { makeFeedCursors } from '../../../infrastructure/postgres/feed-cursors.js';
import { ensureIngestionTables } from '../../../infrastructure/postgres/ingestion-tables.js';
import { makeReceipts } from '../../../infrastructure/postgres/receipts.js';
import { makeRecordClaims } from '../../../infrastructure/postgres/record-claims.js';
import { ensureSubjectKeysTable } from '../../../infrastructure/postgres/subject-keys.js';
import { connectionsContract } from '../../contracts/connections.contract.js';
import { feedCursorsContract } from '../../contracts/feed-cursors.contract.js';
import { receiptsContract } from '../../contracts/receipts.contract.js';
import { recordClaimsContract } from '../../contracts/record-claims.contract.js';
import { freshDatabase } from '../../support/services/postgres.js';

const key = randomBytes(32);

const start = async () => {
  const database = await freshDatabase();
  const knex = connectPostgres(database.url);
  await ensureIngestionTables(knex);
  const close = async () => {
    await knex.destroy();
    await database.drop();
  };
  return { knex, close };
};

receiptsContract('PostgreSQL', async () => {
  const { knex, close } = await start();
  const empty = async () => {
    await knex.raw('truncate ingestion.receipts, ingestion.waiting, ingestion.quarantine, ingestion.not_understood');
  };
  return { receipts: makeReceipts(knex, key), empty, close };
});

recordClaimsContract('PostgreSQL', async () => {
  const { knex, close } = await start();
  return { claims: makeRecordClaims(knex, key), close };
});

connectionsContract('PostgreSQL', async () => {
  const { knex, close } = await start();
  return { connections: makeConnections(knex, key), close };
});

feedCursorsContract('PostgreSQL', async () => {
  const { knex, close } = await start();
  return { cursors: makeFeedCursors(knex, key), receipts: makeReceipts(knex, key), close };
});

describe('what ingestion keeps in PostgreSQL', () => {
  it('finds the claims of a receipt by their keys, and never goes through all of them', async () => {
    const database = await freshDatabase();
    const knex = connectPostgres(database.url, { max: 1 });
    await ensureIngestionTables(knex);
    const claims = makeRecordClaims(knex, key);
    const keys = Array.from({ length: 30_000 }, (_, i) => `record ${i}`);
    await claims.claim(randomUUID(), keys.slice(0, 10_000));
    await knex.raw('analyze ingestion.record_claims');
    const rowsGoneThrough = async (): Promise<number> => {
      await knex.raw('select pg_stat_force_next_flush()');
      const { rows } = await knex.raw(
        `select seq_tup_read::int as rows from pg_stat_user_tables where relname = 'record_claims'`,
      );
      return rows[0].rows;
    };
    const before = await rowsGoneThrough();
    expect((await claims.claim(randomUUID(), keys)).size).toBe(20_000);
    expect(await rowsGoneThrough()).toBe(before);
    await knex.destroy();
    await database.drop();
  });

  it('is taken over from tables that knew no positions', async () => {
    const { knex, close } = await start();
    const receipts = makeReceipts(knex, key);
    const receipt = {
      id: randomUUID(),
      source: 'hubspot',
      connection: 'demo',
      kind: 'webhook',
      headers: {},
      body: Buffer.from('[]'),
      receivedAt: new Date('2026-03-01T00:00:00Z'),
    };
    await receipts.keep(receipt);
    await knex.raw('alter table ingestion.receipts drop column commit_position, drop column prepare_position');
    await ensureIngestionTables(knex);
    await ensureIngestionTables(knex);
    const position = { commit: 7n, prepare: 7n };
    await receipts.processWaiting(1, async () => [{ _tag: 'Processed', quarantined: [], notUnderstood: {}, position }]);
    expect(await receipts.states([receipt.id])).toMatchObject([{ id: receipt.id, position }]);
    await close();
  });

  it('cannot be read without the key', async () => {
    const { knex, close } = await start();
    const name = 'Ada Lovelace';
    const receipt = {
      id: randomUUID(),
      source: 'hubspot',
      connection: 'demo',
      kind: 'webhook',
      headers: {},
      body: Buffer.from(name),
      receivedAt: new Date('2026-03-01T00:00:00Z'),
    };
    const receipts = makeReceipts(knex, key);
    await receipts.keep(receipt);
    await receipts.processWaiting(1, async () => [
      { _tag: 'Processed', quarantined: [{ place: '', bytes: receipt.body, reason: 'poison' }], notUnderstood: {} },
    ]);
    await makeRecordClaims(knex, key).claim(receipt.id, [name]);
    await makeConnections(knex, key).save({ source: 'hubspot', name: 'demo', secrets: [name], settings: {} });
    const kept: Array<Buffer> = [];
    for (const [table, column] of [
      ['receipts', 'body'],
      ['quarantine', 'bytes'],
      ['record_claims', 'key'],
      ['connections', 'secrets'],
    ]) {
      kept.push(
        ...(await knex.raw(`select ${column} as bytes from ingestion.${table}`)).rows.map(
          (r: { bytes: Buffer }) => r.bytes,
        ),
      );
    }
    expect(kept).toHaveLength(4);
    expect(kept.some((bytes) => bytes.includes(name))).toBe(false);
    await expect(makeReceipts(knex, randomBytes(32)).quarantine(1)).rejects.toThrow('another key');
    await expect(makeConnections(knex, randomBytes(32)).list()).rejects.toThrow('another key');
    await close();
  });

  it('may have its tables ensured again', async () => {
    const { knex, close } = await start();
    await ensureIngestionTables(knex);
    await close();
  });
});

describe('the tables of ingestion', () => {
  it('are made once by processes that start together', async () => {
    const database = await freshDatabase();
    const processes = Array.from({ length: 8 }, () => connectPostgres(database.url, { max: 1 }));
    await Promise.all(processes.map((knex) => knex.raw('select 1')));
    const make = (knex: Knex) => Promise.all([ensureIngestionTables(knex), ensureSubjectKeysTable(knex)]);
    await expect(Promise.all(processes.map(make))).resolves.toHaveLength(8);
    await Promise.all(processes.map((knex) => knex.destroy()));
    await database.drop();
  });
});
