import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { lockFile } from './lock-file.js';
import { fromFormat, schema } from './schema.js';

type Connection = Database.Database;

const APPLICATION_ID = 0x54726565;
const FORMAT = 2;

export type OpenDatabase = { readonly connection: Connection; readonly close: () => void };

/** Opens the file for this process alone, or creates it. Throws an error that says what is wrong with a file it cannot use. */
export const openDatabase = (file: string): OpenDatabase => {
  mkdirSync(dirname(file), { recursive: true });
  const opened: Array<() => void> = [];
  const close = () => {
    for (const closeOne of opened.splice(0).reverse()) closeOne();
  };
  try {
    opened.push(lockFile(file));
    const connection = new Database(file);
    opened.push(() => connection.close());
    const reason = prepareDatabase(connection);
    if (reason !== undefined) throw new Error(reason);
    return { connection, close };
  } catch (error) {
    close();
    throw new Error(`The event log ${file} cannot be used: ${reasonOf(error)}.`, { cause: error });
  }
};

/** What keeps the database from being used as an event log, if anything does. */
const prepareDatabase = (connection: Connection): string | undefined => {
  const isNew = numberOf(connection, 'SELECT count(*) FROM sqlite_schema') === 0;
  const strange = isNew ? undefined : strangeness(connection);
  if (strange !== undefined) return strange;
  for (const setting of settings) connection.prepare(`PRAGMA ${setting}`).all();
  if (isNew) create(connection);
  return damage(connection) ?? (isNew ? undefined : upgrade(connection));
};

// Space can be given back bit by bit only when that was said before the first table.
const settings = ['auto_vacuum = INCREMENTAL', 'journal_mode = WAL', 'synchronous = FULL', 'cache_size = -65536'];

const create = (connection: Connection): void => {
  connection.exec('BEGIN IMMEDIATE');
  connection.exec(schema);
  connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT}`);
  connection.exec('COMMIT');
};

/** Brings a file of an earlier format to this one; it stays as it was when that fails. */
const upgrade = (connection: Connection): undefined => {
  const format = numberOf(connection, 'PRAGMA user_version');
  if (format === FORMAT) return;
  connection.exec('VACUUM');
  connection.exec(`BEGIN IMMEDIATE; ${fromFormat[format] ?? ''}; PRAGMA user_version = ${FORMAT}; COMMIT`);
};

const strangeness = (connection: Connection): string | undefined => {
  if (numberOf(connection, 'PRAGMA application_id') !== APPLICATION_ID) {
    return 'it is an SQLite database of another application';
  }
  const format = numberOf(connection, 'PRAGMA user_version');
  if (format === FORMAT || format in fromFormat) return undefined;
  return `its format is ${format}, and this version of Treering reads format ${FORMAT}`;
};

const damage = (connection: Connection): string | undefined => {
  const [finding] = connection.prepare('PRAGMA quick_check(1)').raw().all().flat();
  if (finding !== 'ok') return `it is damaged (${finding}); restore it from a backup`;
  const next = numberOf(connection, 'SELECT next_position FROM log');
  const last = numberOf(connection, 'SELECT coalesce(max(position), 0) FROM events');
  return last < next ? undefined : 'it is damaged (events lie beyond the end of the log); restore it from a backup';
};

const numberOf = (connection: Connection, sql: string): number => Number(connection.prepare(sql).raw().all().flat()[0]);

const reasons: Readonly<Record<string, string>> = {
  SQLITE_BUSY: 'another process has it open',
  SQLITE_NOTADB: 'it is not an SQLite database',
  SQLITE_CORRUPT: 'it is damaged; restore it from a backup',
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return ('code' in error ? reasons[String(error.code)] : undefined) ?? error.message;
};
