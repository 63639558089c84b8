import Database from 'libsql';

/**
 * Takes the file for this process, until the function it returns is called or the process ends in whatever way. The lock is
 * one that SQLite takes with the operating system, on a file beside the log: a connection that has prepared statements keeps
 * its locks until they are garbage collected, and a log that was closed could not be opened again. Throws `SQLITE_BUSY`.
 */
export const lockFile = (file: string): (() => void) => {
  const connection = new Database(`${file}-lock`);
  try {
    connection.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    throw error;
  }
  return () => connection.close();
};
