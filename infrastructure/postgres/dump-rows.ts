import type { Knex } from 'knex';
import { tablesOf } from '../../projections/generation.js';
import type { Projection } from '../../projections/projection.js';
import { versionedName } from '../../projections/table.js';
import { quoted } from './quoted.js';

/** All rows of the read models in a schema, as one line of JSON a row, by table. Two stores that say the same give the same. */
export const dumpRows = async (
  db: Knex,
  schema: string,
  projections: ReadonlyArray<Projection>,
): Promise<ReadonlyMap<string, ReadonlyArray<string>>> => {
  const tables = projections.flatMap((projection) => tablesOf(projection).map((table) => ({ projection, table })));
  const dumps = new Map<string, ReadonlyArray<string>>();
  for (const { projection, table } of tables) {
    const key = table.key.map(({ name }) => `${quoted(name)} collate "C"`).join(', ');
    const { rows } = await db.raw<{ rows: ReadonlyArray<{ readonly line: string }> }>(
      `select to_jsonb(t)::text as line from ${quoted(schema)}.${quoted(versionedName(table, projection.version))} t order by ${key}`,
    );
    dumps.set(
      table.name,
      rows.map(({ line }) => line),
    );
  }
  return dumps;
};
