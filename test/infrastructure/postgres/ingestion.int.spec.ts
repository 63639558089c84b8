import { randomBytes, randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { makeConnections } from '../../../infrastructure/postgres/connections.js';
import { makeFeedCursors } from '../../../infrastructure/postgres/feed-cursors.js';
import { ensureIngestionTables } from '../../../infrastructure/postgres/ingestion-tables.js';
import { makePullLeases } from '../../../infrastructure/postgres/pull-leases.js';
import { makeReceipts } from '../../../infrastructure/postgres/receipts.js';
import { makeRecordClaims } from '../../../infrastructure/postgres/record-claims.js';
import { ensureSubjectKeysTable } from '../../../infrastructure/postgres/subject-keys.js';
import { connectionsContract } from '../../contracts/connections.contract.js';
import { feedCursorsContract } from '../../contracts/feed-cursors.contract.js';
import { pullLeasesContract } from '../../contracts/pull-leases.contract.js';
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

pullLeasesContract('PostgreSQL', async () => {
  const { knex, close } = await start();
  const silence = async (holder: string, seconds: number) => {
    await knex.raw(
      'update ingestion.pullers set seen_at = clock_timestamp() - make_interval(secs => ?) where holder = ?',
      [seconds, holder],
    );
  };
  return { leases: makePullLeases(knex), silence, close };
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
    const records = Array.from({ length: 30_000 }, (_, i) => ({ key: `record ${i}`, of: 'an account' }));
    await claims.claim(randomUUID(), records.slice(0, 10_000));
    await knex.raw('analyze ingestion.record_claims');
    const rowsGoneThrough = async (): Promise<number> => {
      await knex.raw('select pg_stat_force_next_flush()');
      const { rows } = await knex.raw(
        `select seq_tup_read::int as rows from pg_stat_user_tables where relname = 'record_claims'`,
      );
      return rows[0].rows;
    };
    const before = await rowsGoneThrough();
    const claimed = [...(await claims.claim(randomUUID(), records)).values()];
    expect(claimed.filter((claim) => claim === 'own')).toHaveLength(20_000);
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
    await knex.raw('comment on schema ingestion is null');
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
    await makeRecordClaims(knex, key).claim(receipt.id, [{ key: name, of: name }]);
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
    const inVain = makeConnections(knex, randomBytes(32));
    await expect(inVain.find('hubspot', 'demo')).rejects.toMatchObject({ _tag: 'ConnectionBroken' });
    await close();
  });

  it('shows each connection that cannot be read as broken, among those that can', async () => {
    const { knex, close } = await start();
    const connections = makeConnections(knex, key);
    const named = (name: string) => ({ source: 'hubspot' as const, name, secrets: ['s3cret'], settings: {} });
    for (const name of ['damaged', 'fine', 'newer']) await connections.save(named(name));
    await makeConnections(knex, randomBytes(32)).save(named('another_key'));
    await knex.raw(`update ingestion.connections set secrets = '\\x00' where name = 'damaged'`);
    await knex.raw(`update ingestion.connections set settings = '{"currency": 7}' where name = 'newer'`);
    const broken = (connection: string, reason: string) => ({
      ...{ _tag: 'ConnectionBroken', source: 'hubspot', connection },
      reason: expect.stringContaining(reason),
    });
    expect(await connections.list()).toEqual([
      broken('another_key', 'another key'),
      broken('damaged', 'another key, or are damaged'),
      named('fine'),
      broken('newer', 'settings'),
    ]);
    expect(await connections.find('hubspot', 'fine')).toEqual(named('fine'));
    const change = async () => named('another_key');
    const updated = connections.update('hubspot', 'another_key', change);
    await expect(updated).rejects.toEqual(broken('another_key', 'another key'));
    await connections.save(named('another_key'));
    expect(await connections.find('hubspot', 'another_key')).toEqual(named('another_key'));
    await close();
  });

  it('may have its tables ensured again', async () => {
    const { knex, close } = await start();
    await ensureIngestionTables(knex);
    await close();
  });
});

describe('the tables of ingestion', () => {
  const whileProcessing = async (inTheMeantime: (knex: Knex) => Promise<void>) => {
    const { knex, close } = await start();
    const receipts = makeReceipts(knex, key);
    await receipts.keep({
      id: randomUUID(),
      source: 'hubspot',
      connection: 'demo',
      kind: 'webhook',
      headers: {},
      body: Buffer.from('[]'),
      receivedAt: new Date('2026-03-01T00:00:00Z'),
    });
    const connections = makeConnections(knex, key);
    const processed = await receipts.processWaiting(1, async (claimed) => {
      const another = inTheMeantime(knex);
      await Promise.all([another, connections.list()]);
      return claimed.map(() => ({ _tag: 'Processed', quarantined: [], notUnderstood: {} }));
    });
    await close();
    return processed;
  };

  it('hold up no process that starts while deliveries are processed', async () => {
    expect(await whileProcessing(ensureIngestionTables)).toBe(1);
  });

  it('are not waited for in a ring when they have to be changed meanwhile', async () => {
    const change = async (knex: Knex): Promise<void> => {
      await knex.raw('comment on schema ingestion is null');
      await expect(ensureIngestionTables(knex)).rejects.toMatchObject({ code: '55P03' });
    };
    expect(await whileProcessing(change)).toBe(1);
  });

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
