import type { Knex } from 'knex';
import type { Projection } from '../../projections/projection.js';
import { type Column, type Table, versionedName } from '../../projections/table.js';

const LOCK = 7_301_946_025;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const qualified = (schema: string, projection: Projection, table: Table): string =>
  `${quoted(schema)}.${quoted(versionedName(table, projection.version))}`;

export const tablesOf = ({ folds, rollup }: Projection): ReadonlyArray<Table> => [
  ...folds.map(({ table }) => table),
  ...(rollup === undefined ? [] : [rollup.table]),
];

const columnDefinition = ({ name, type }: Column): string => `${quoted(name)} ${type}`;

/** Room in each page, so that most updates stay in it and touch no index. */
const createTable = (schema: string, projection: Projection, table: Table): ReadonlyArray<string> => {
  const name = qualified(schema, projection, table);
  const key = table.key.map((column) => quoted(column.name)).join(', ');
  const columns = [
    ...table.key.map((column) => `${columnDefinition(column)} not null`),
    ...[...table.state, ...table.derived].map(columnDefinition),
  ];
  const indexes = (table.indexes ?? []).map((on, i) => {
    const index = quoted(`${versionedName(table, projection.version)}_${i + 1}`);
    return `create index if not exists ${index} on ${name} (${on.map(quoted).join(', ')})`;
  });
  return [
    `create table if not exists ${name} (${columns.join(', ')}, primary key (${key})) with (fillfactor = 75)`,
    ...indexes,
  ];
};

const checkpoints = (schema: string): string => `
  create table if not exists ${quoted(schema)}.checkpoints (
    name text primary key,
    commit_position bigint not null,
    prepare_position bigint not null,
    recorded_at timestamptz,
    caught_up boolean not null,
    seen_at timestamptz not null
  )`;

/** Makes the schema, the checkpoints and the tables that are missing; many processes may do it at once. */
export const prepareTables = (db: Knex, schema: string, projections: ReadonlyArray<Projection>): Promise<void> =>
  db.transaction(async (trx) => {
    await trx.raw('select pg_advisory_xact_lock(?)', [LOCK]);
    await trx.raw(`create schema if not exists ${quoted(schema)}`);
    await trx.raw(checkpoints(schema));
    for (const projection of projections) {
      for (const table of tablesOf(projection)) {
        for (const statement of createTable(schema, projection, table)) await trx.raw(statement);
      }
    }
  });
