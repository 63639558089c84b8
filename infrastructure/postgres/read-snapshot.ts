import type { Knex } from 'knex';
import { generationName, generationTable } from '../../projections/generation.js';
import type { Columns, ReadSnapshot, SnapshotRow } from '../../projections/generation-store.js';
import { checkpointsOf } from './checkpoints.js';
import { quoted } from './quoted.js';
import { qualified } from './read-store-tables.js';
import { storeErrors } from './unavailable.js';

const PAGE = 2_000;

const columnsOf = async (db: Knex, table: string): Promise<Columns> => {
  const { rows } = await db.raw<{ rows: ReadonlyArray<{ readonly name: string; readonly is_key: boolean }> }>(
    `select a.attname as name, coalesce(a.attnum = any(i.indkey), false) as is_key
     from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
     where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [table],
  );
  const named = (isKey: boolean) => rows.filter((row) => row.is_key === isKey).map(({ name }) => name);
  return { key: named(true), others: named(false) };
};

async function* rowsOf(
  trx: Knex,
  table: string,
  cursor: string,
  { key, others }: Columns,
): AsyncGenerator<ReadonlyArray<SnapshotRow>> {
  const wanted = [...key, ...others].map((name) => `t.${quoted(name)}`).join(', ');
  const keys = key.map((name) => `t.${quoted(name)}::text`);
  await storeErrors(() =>
    trx.raw(
      `declare ${cursor} no scroll cursor for
       select array[${keys.join(', ')}] as key, to_jsonb(r)::text as text
       from ${table} t cross join lateral (select ${wanted}) r
       order by ${keys.map((part) => `${part} collate "C"`).join(', ')}`,
    ),
  );
  for (;;) {
    const { rows } = await storeErrors(() =>
      trx.raw<{ rows: ReadonlyArray<SnapshotRow> }>(`fetch forward ${PAGE} from ${cursor}`),
    );
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) break;
  }
  await storeErrors(() => trx.raw(`close ${cursor}`));
}

/** What a transaction sees that keeps its snapshot. */
const snapshotOf = (trx: Knex, schema: string): ReadSnapshot => ({
  checkpoints: (generation) => storeErrors(() => checkpointsOf(trx, schema, generationName(generation))),
  columns: (generation, table) => storeErrors(() => columnsOf(trx, qualified(schema, generation, { name: table }))),
  rows: (generation, table, columns) => {
    const cursor = quoted(`rows of ${generationTable(generation, { name: table })}`);
    return rowsOf(trx, qualified(schema, generation, { name: table }), cursor, columns);
  },
});

export const readSnapshot = <A>(db: Knex, schema: string, work: (snapshot: ReadSnapshot) => Promise<A>): Promise<A> =>
  db.transaction(
    async (trx) => {
      await trx.raw('set local idle_in_transaction_session_timeout = 0');
      return work(snapshotOf(trx, schema));
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );
