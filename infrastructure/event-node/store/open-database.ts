import { existsSync } from 'node:fs';
import Database from 'libsql';
import { schema } from './schema.js';

export type Connection = Database.Database;

const APPLICATION_ID = 0x54726565;
const FORMAT = 1;

/** The file cannot be used as an event log. The message says why, and what the file is. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';
  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`Event log ${file}: ${reason}.`, options);
  }
}

/** Opens the file for this process alone, or creates it. Throws `UnusableFile`. */
export const openDatabase = (file: string): Connection => {
  const isNew = !existsSync(file);
  const connection = explained(file, () => new Database(file));
  try {
    return explained(file, () => {
      for (const setting of settings) connection.prepare(`PRAGMA ${setting}`).all();
      if (isNew || isEmpty(connection)) create(connection);
      refuseStrangers(file, connection);
      return connection;
    });
  } catch (error) {
    connection.close();
    throw error;
  }
};

const settings = ['locking_mode = EXCLUSIVE', 'journal_mode = WAL', 'synchronous = FULL', 'cache_size = -65536'];

const create = (connection: Connection): void => {
  connection.exec('BEGIN IMMEDIATE');
  connection.exec(schema);
  connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT}`);
  connection.exec('COMMIT');
};

const refuseStrangers = (file: string, connection: Connection): void => {
  if (numberOf(connection, 'PRAGMA application_id') !== APPLICATION_ID) {
    throw new UnusableFile(file, 'it is an SQLite database of another application');
  }
  const format = numberOf(connection, 'PRAGMA user_version');
  if (format !== FORMAT) {
    throw new UnusableFile(
      file,
      `its format is ${format}, and this version reads format ${FORMAT}; use a newer version`,
    );
  }
  const [damage] = connection.prepare('PRAGMA quick_check(1)').raw().all().flat();
  if (damage !== 'ok') throw new UnusableFile(file, `it is damaged (${damage}); restore it from a backup`);
  const next = numberOf(connection, 'SELECT next_position FROM log');
  if (numberOf(connection, 'SELECT coalesce(max(position), 0) FROM events') >= next) {
    throw new UnusableFile(file, 'it is damaged (events lie beyond the end of the log); restore it from a backup');
  }
};

const isEmpty = (connection: Connection): boolean => numberOf(connection, 'SELECT count(*) FROM sqlite_schema') === 0;

const numberOf = (connection: Connection, sql: string): number => Number(connection.prepare(sql).raw().all().flat()[0]);

const reasons: Readonly<Record<string, string>> = {
  SQLITE_BUSY: 'another process has it open',
  SQLITE_NOTADB: 'it is not an SQLite database',
  SQLITE_CORRUPT: 'it is damaged; restore it from a backup',
  SQLITE_CANTOPEN: 'it cannot be opened; check that its folder exists and can be written',
};

const explained = <A>(file: string, work: () => A): A => {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnusableFile || !(error instanceof Error)) throw error;
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    throw new UnusableFile(file, reasons[code] ?? error.message, { cause: error });
  }
};
