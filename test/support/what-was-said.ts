import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { wholeBook } from '../../domain/whole-book.js';
import { featureFacts } from '../../projections/features/table.js';
import { tablesOf } from '../../projections/generation.js';
import { predictedAccounts, predictionDays, predictions } from '../../projections/predictions/table.js';
import { projections } from '../../projections/registry.js';
import { versionedName } from '../../projections/table.js';
import type { System } from './system.js';
import { withoutTheLog } from './without-the-log.js';

type Row = Readonly<Record<string, unknown>>;

/**
 * An account that turned out to be another has no health of its own: what was scored before is kept, in its rows and in those of the
 * whole book, but never shown.
 */
const isHidden = (table: string, row: Row, merged: ReadonlySet<unknown>): boolean => {
  const isHealth =
    ['health', 'health_days', 'account_health', 'trend_health', 'segment_health'].includes(table) ||
    (table === 'trends' && row['metric'] === 'health');
  return isHealth && (merged.has(row['account_id']) || row['account_id'] === wholeBook);
};

/** Of accounts in lists of predictions, the health is as little shown. */
const shown = (table: string, row: Row, merged: ReadonlySet<unknown>): Row => {
  if (table !== predictedAccounts.name || !merged.has(row['account_id'])) return row;
  return { ...row, band: null, score: null, state: { ...(row['state'] as Row), scored: undefined } };
};

/** The database that a system started for itself. */
export const databaseOf = async ({ folder }: Pick<System, 'folder'>): Promise<string> =>
  JSON.parse(await readFile(join(folder, 'services.json'), 'utf8')).database;

const viewOf = (table: string): string => {
  const of = projections.find((projection) => tablesOf(projection).some(({ name }) => name === table));
  if (of === undefined) throw new TypeError(`no read model has a table ${table}`);
  return versionedName({ name: table }, of.version);
};

/** Facts as they were said, one by one, and what was predicted from them at the time: what reactors say on the way is not the same in another order. */
const isOfNoOrder = (table: string): boolean =>
  ![featureFacts, predictions, predictionDays].some(({ name }) => name === table);

/** The rows of the read models, by table, as far as they follow from what vendors said, whatever the order they said it in. */
export const whatWasSaid = async (
  databaseUrl: string,
  tables: ReadonlyArray<string>,
): Promise<Readonly<Record<string, ReadonlyArray<string>>>> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: mergers } = await client.query(
      `select account_id from read.${viewOf('health')} where merged_into is not null`,
    );
    const merged = new Set(mergers.map(({ account_id }) => account_id));
    const said: Record<string, ReadonlyArray<string>> = {};
    for (const table of tables.filter(isOfNoOrder)) {
      const { rows } = await client.query(`select to_jsonb(t) as row from read.${viewOf(table)} t`);
      said[table] = rows
        .filter(({ row }) => !isHidden(table, row, merged))
        .map(({ row }) => JSON.stringify(withoutTheLog(shown(table, row, merged))))
        .sort();
    }
    return said;
  } finally {
    await client.end();
  }
};

/** The features of every account on the first of each month, as they are kept. */
export const featuresOfMonths = async (databaseUrl: string): Promise<ReadonlyArray<unknown>> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      'select account_id, day::text, values from features.rows where extract(day from day) = 1 order by account_id, day',
    );
    return rows;
  } finally {
    await client.end();
  }
};
