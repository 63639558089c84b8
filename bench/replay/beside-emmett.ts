import { join } from 'node:path';
import type { Knex } from 'knex';
import { categories } from '../../domain/catalogue.js';
import { startEventNode } from '../../infrastructure/event-node/start.js';
import { makeEventStore } from '../../infrastructure/eventstoredb/event-store.js';
import { makeInMemorySubjectKeys } from '../../infrastructure/in-memory/subject-keys.js';
import { connectPostgres } from '../../infrastructure/postgres/connect.js';
import { fillEmmett, intoEmmettTable } from './emmett.js';
import { fill } from './fill.js';
import { intoReadModels } from './readers.js';
import { usageProjection } from './usage-table.js';

const SCHEMA = 'beside_emmett';

/** Rows, and a digest of all there is in them. */
const digestOf = async (db: Knex, table: string): Promise<string> => {
  const columns = 'account_id, metric, month, feature, sums, counts, total, total_count';
  const { rows } = await db.raw<{ rows: ReadonlyArray<{ readonly digest: string }> }>(
    `select count(*) || ' ' || md5(string_agg(t::text, '' order by t::text collate "C")) as digest
     from (select ${columns} from ${table}) t`,
  );
  return rows[0]?.digest ?? '';
};

/**
 * The same events into the same table, in one PostgreSQL server: by us from a log of their own, by Emmett from its own
 * store. Throws unless the tables are equal.
 */
export const besideEmmett = async (
  folder: string,
  db: Knex,
  url: string,
  size: number,
  seed: number,
): Promise<string> => {
  await db.raw('create database emmett');
  const emmettUrl = new URL(url);
  emmettUrl.pathname = '/emmett';
  const emmettDb = connectPostgres(emmettUrl.href);
  const node = await startEventNode({ file: join(folder, 'beside-emmett.sqlite'), port: 0 });
  const subjectKeys = makeInMemorySubjectKeys();
  const eventStore = makeEventStore({ connectionString: node.connectionString, subjectKeys, categories });
  try {
    const events = await fill(eventStore, size, seed);
    await fillEmmett(emmettUrl.href, size, seed);
    const ours = events / (await intoReadModels(eventStore, db, SCHEMA, [usageProjection]));
    const emmett = events / (await intoEmmettTable(emmettUrl.href));
    const equal = (await digestOf(db, `${SCHEMA}.trends_v1`)) === (await digestOf(emmettDb, 'usage'));
    if (!equal) throw new Error('Emmett and we came to different rows');
    return (
      `one table of usage from ${events} events: ${Math.round(ours)}/s, Emmett ${Math.round(emmett)}/s, ` +
      `ratio ${(ours / emmett).toFixed(1)}, tables equal`
    );
  } finally {
    await eventStore.close();
    await node.stop();
    await emmettDb.destroy();
  }
};
