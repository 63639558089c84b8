import { createHash } from 'node:crypto';
import { type Generation, type GenerationId, tablesOf } from '../generation.js';
import type { ReadSnapshot } from '../generation-store.js';
import type { IntendedDifference } from '../projection.js';
import type { RowKey } from '../table.js';
import { type Pair, pairedRows } from './paired-rows.js';

export type ColumnDifference = {
  readonly column: string;
  readonly live: unknown;
  readonly rebuilt: unknown;
  /** Why it was to be expected. */
  readonly intended?: string;
};

/** A row that differs, as JSON of each side; `undefined` where a side has no such row. */
export type RowDifference = {
  readonly key: RowKey;
  readonly live: string | undefined;
  readonly rebuilt: string | undefined;
  /** None where a side has no such row. */
  readonly columns: ReadonlyArray<ColumnDifference>;
};

export type TableParity = {
  readonly table: string;
  /** Rows of the live table, and of the rebuilt one. */
  readonly rows: number;
  readonly rebuiltRows: number;
  readonly equalRows: number;
  /** Rows that differ as was declared only. */
  readonly intendedRows: number;
  readonly differentRows: number;
  /** SHA-256 over the live rows in the order of their keys. */
  readonly digest: string;
  /** The first of the rows that differ otherwise than declared. */
  readonly differences: ReadonlyArray<RowDifference>;
  /** The first of the rows that differ as declared. */
  readonly intended: ReadonlyArray<RowDifference>;
  /** What cannot be compared, as only one side has it. */
  readonly remarks: ReadonlyArray<string>;
};

const SHOWN = 10;

type Sides = { readonly live: ReadSnapshot; readonly rebuilt: ReadSnapshot };
type Names = ReadonlyArray<string>;
type ReasonFor = (column?: string) => string | undefined;

const reasonsIn =
  (declared: ReadonlyArray<IntendedDifference>): ReasonFor =>
  (column) =>
    declared.find(({ columns }) => columns === undefined || (column !== undefined && columns.includes(column)))?.why;

const differingColumns = (live: string, rebuilt: string, columns: Names, reasonFor: ReasonFor) => {
  const before: Readonly<Record<string, unknown>> = JSON.parse(live);
  const after: Readonly<Record<string, unknown>> = JSON.parse(rebuilt);
  return columns
    .filter((column) => JSON.stringify(before[column]) !== JSON.stringify(after[column]))
    .map((column): ColumnDifference => {
      const intended = reasonFor(column);
      const values = { column, live: before[column], rebuilt: after[column] };
      return intended === undefined ? values : { ...values, intended };
    });
};

const makeTally = (columns: Names, reasonFor: ReasonFor) => {
  const counts = { rows: 0, rebuiltRows: 0, equalRows: 0, intendedRows: 0, differentRows: 0 };
  const digest = createHash('sha256');
  const differences: Array<RowDifference> = [];
  const intended: Array<RowDifference> = [];
  const noteDifference = ({ live, rebuilt }: Pair): void => {
    const both = live !== undefined && rebuilt !== undefined;
    const found = both ? differingColumns(live.text, rebuilt.text, columns, reasonFor) : [];
    const isIntended = both ? found.every((one) => one.intended !== undefined) : reasonFor() !== undefined;
    const shown = isIntended ? intended : differences;
    counts[isIntended ? 'intendedRows' : 'differentRows'] += 1;
    if (shown.length === SHOWN) return;
    shown.push({ key: live?.key ?? rebuilt?.key ?? [], live: live?.text, rebuilt: rebuilt?.text, columns: found });
  };
  return {
    note: (pair: Pair): void => {
      const { live, rebuilt } = pair;
      if (live !== undefined) {
        counts.rows += 1;
        digest.update(live.text).update('\n');
      }
      if (rebuilt !== undefined) counts.rebuiltRows += 1;
      if (live?.text === rebuilt?.text) counts.equalRows += 1;
      else noteDifference(pair);
    },
    result: () => ({ ...counts, digest: digest.digest('hex'), differences, intended }),
  };
};

const onlyIn = (side: string, names: Names, others: Names): Names => {
  const missing = names.filter((name) => !others.includes(name));
  return missing.length === 0 ? [] : [`only the ${side} table has ${missing.join(', ')}`];
};

const compareTables = async (
  { live, rebuilt }: Sides,
  reference: GenerationId,
  generation: Generation,
  table: string,
  declared: ReadonlyArray<IntendedDifference>,
): Promise<TableParity> => {
  const before = await live.columns(reference, table);
  const after = await rebuilt.columns(generation, table);
  const sameKey = before.key.join() === after.key.join();
  const others = before.others.filter((name) => after.others.includes(name));
  const tally = makeTally(others, reasonsIn(declared));
  const rowsOfLive = live.rows(reference, table, { key: before.key, others });
  const rowsOfRebuilt = rebuilt.rows(generation, table, { key: after.key, others });
  for await (const pair of pairedRows(rowsOfLive, rowsOfRebuilt, sameKey)) tally.note(pair);
  const remarks = [
    ...(sameKey ? [] : [`the key was ${before.key.join(', ')} and is ${after.key.join(', ')}`]),
    ...onlyIn('live', before.others, after.others),
    ...onlyIn('rebuilt', after.others, before.others),
  ];
  return { table, ...tally.result(), remarks };
};

const absent = (table: string, remark: string): TableParity => ({
  ...{ table, ...makeTally([], () => undefined).result() },
  remarks: [remark],
});

/**
 * Compares a generation with another, row by row in the order of their keys, tables and columns by name. Both snapshots
 * have to hold what the same events give. A page of rows of each is in memory. What was declared as intended holds
 * between versions only.
 */
export const compareGenerations = async (
  sides: Sides,
  reference: GenerationId & { readonly tables: Names },
  generation: Generation,
  onTable: (table: string) => void,
): Promise<ReadonlyArray<TableParity>> => {
  const { name: readModel, version, intendedDifferences = [] } = generation.projection;
  const declared = reference.projection.version === version ? [] : intendedDifferences;
  const tables = tablesOf(generation.projection).map(({ name }) => name);
  const parities: Array<TableParity> = [];
  for (const table of tables) {
    onTable(table);
    const own = declared.filter((one) => one.table === table);
    parities.push(
      reference.tables.includes(table)
        ? await compareTables(sides, reference, generation, table, own)
        : absent(table, `${readModel} did not have this table before`),
    );
  }
  const gone = reference.tables.filter((table) => !tables.includes(table));
  return [...parities, ...gone.map((table) => absent(table, `${readModel} has this table no longer`))];
};
