import type { Knex } from 'knex';
import { wholeBook } from '../../domain/whole-book.js';
import { makeGenerationStore } from '../../infrastructure/postgres/generations.js';
import { qualified } from '../../infrastructure/postgres/read-store-tables.js';
import { type Generation, tablesOf } from '../../projections/generation.js';
import { projections } from '../../projections/registry.js';
import type { Table } from '../../projections/table.js';
import { trends, trendsOffDay } from '../../projections/trends/table.js';

const namesIn = (columns: ReadonlyArray<{ readonly name: string; readonly generated?: string }>): string =>
  columns.flatMap(({ name, generated }) => (generated === undefined ? [`"${name}"`] : [])).join(', ');

const isBook = `account_id = '${wholeBook}'`;
const holdsBook = ({ name }: Pick<Table, 'name'>): boolean => name === trends.name || name === trendsOffDay.name;

/** What copy `n` of a customer is called instead of `bench-seed-…`, in all of its ids. */
export const renamed = (text: string, seed: number, n: number): string =>
  text.replaceAll(`bench-${seed}-`, `bench-${seed}copy${n}-`);

/**
 * Writes the rows that so many customers just like each of those there would lead to, so that there are `copies` of each: the rows of
 * customers under other ids, and in those of the whole book as many times as much.
 */
export const copyRows = async (db: Knex, schema: string, seed: number, copies: number): Promise<void> => {
  for (const projection of projections) {
    const [live] = await makeGenerationStore(db, schema).list(projection.name);
    if (live === undefined) throw new Error(`${projection.name} has no rows`);
    const generation: Generation = { projection, number: live.number };
    for (const table of tablesOf(projection)) {
      const name = qualified(schema, generation, table);
      const columns = namesIn([...table.key, ...table.state, ...table.derived]);
      const own = holdsBook(table) ? `where not (${isBook})` : '';
      const copied = `(replace(t::text, 'bench-${seed}-', 'bench-${seed}copy' || n || '-')::${name})`;
      await db.raw(
        `insert into ${name} (${columns})
         select ${columns} from (
           select (copy).* from (
             select ${copied} as copy from (select * from ${name} ${own}) t, generate_series(1, ?::integer - 1) n offset 0
           ) copies
         ) rows`,
        [copies],
      );
    }
    for (const table of tablesOf(projection).filter(holdsBook)) {
      await db.raw(
        `update ${qualified(schema, generation, table)} set
           sums = array(select s * ?::integer from unnest(sums) s), counts = array(select c * ?::integer from unnest(counts) c),
           total = total * ?::integer, total_count = total_count * ?::integer
         where ${isBook}`,
        [copies, copies, copies, copies],
      );
    }
  }
};

/** How many rows of two schemas differ. */
export const differingRows = async (db: Knex, one: string, other: string): Promise<number> => {
  let differing = 0;
  for (const projection of projections) {
    for (const table of tablesOf(projection)) {
      const rowsIn = (schema: string): string =>
        `select t::text from ${qualified(schema, { projection, number: 1 }, table)} t`;
      const { rows } = await db.raw<{ rows: ReadonlyArray<{ readonly n: number }> }>(
        `select count(*)::integer as n from (
           ((${rowsIn(one)}) except (${rowsIn(other)})) union all ((${rowsIn(other)}) except (${rowsIn(one)}))
         ) d`,
      );
      differing += rows[0]?.n ?? 0;
    }
  }
  return differing;
};
