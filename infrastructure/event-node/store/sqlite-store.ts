import { openDatabase } from './open-database.js';
import type { RevisionRange, Store, StoredEvent, StoredProjection } from './store.js';

// An array alone is what the driver takes as positional parameters whatever it holds: a Buffer on its own would be taken for named ones.

/** Pages of 4 KiB that are given back at a time. */
const PAGES = 256;

const selectEvent = `
SELECT e.position, s.name, e.revision, e.type, e.created_at, e.record
FROM events e JOIN streams s ON s.id = e.stream_id`;

/** Events in one SQLite file: WAL, synchronous FULL, one connection. Throws when the file cannot be used. */
export const openSqliteStore = (file: string): Store => {
  const { connection, close } = openDatabase(file);
  const prepare = (sql: string) => connection.prepare(sql);
  const query = (sql: string) => prepare(sql).raw();
  const begin = prepare('BEGIN IMMEDIATE');
  const commit = prepare('COMMIT');
  const rollback = prepare('ROLLBACK');
  const findStream = query('SELECT id, last_revision, tombstoned FROM streams WHERE name = ?');
  const insertStream = prepare('INSERT INTO streams (name, last_revision, tombstoned) VALUES (?, -1, 0)');
  const updateStream = prepare('UPDATE streams SET last_revision = ?, tombstoned = ? WHERE id = ?');
  const insertEvent = prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)');
  const nextPosition = query('SELECT next_position FROM log');
  const saveNextPosition = prepare('UPDATE log SET next_position = ?');
  const idsFrom = query(
    'SELECT revision, id FROM events WHERE stream_id = ? AND revision BETWEEN ? AND ? ORDER BY revision',
  );
  // Not max(revision), for which SQLite walks the whole stream by its other index.
  const revisionOf = query('SELECT revision FROM events WHERE stream_id = ? AND id = ? ORDER BY position DESC LIMIT 1');
  const lastEvent = query(`${selectEvent} ORDER BY e.position DESC LIMIT 1`);
  const allForwards = query(`${selectEvent} WHERE e.position >= ? ORDER BY e.position LIMIT ?`);
  const allBackwards = query(`${selectEvent} WHERE e.position < ? ORDER BY e.position DESC LIMIT ?`);
  const inStream = `${selectEvent} WHERE e.stream_id = ? AND e.revision BETWEEN ? AND ? ORDER BY e.revision`;
  const streamForwards = query(`${inStream} LIMIT ?`);
  const streamBackwards = query(`${inStream} DESC LIMIT ?`);
  const projections = query('SELECT name, enabled, query, version, epoch, position FROM projections');
  const saveProjection = prepare('INSERT OR REPLACE INTO projections VALUES (?, ?, ?, ?, ?, ?)');
  const streamsAfter = query('SELECT id, name FROM streams WHERE id > ? ORDER BY id LIMIT ?');
  const removeEvents = prepare(
    `DELETE FROM events WHERE position IN (
      SELECT position FROM events WHERE stream_id = ? AND revision < ? ORDER BY revision LIMIT ?)`,
  );
  const unusedPages = query('PRAGMA freelist_count');
  const pageSize = query('PRAGMA page_size');

  const events = (statement: ReturnType<typeof query>, parameters: ReadonlyArray<number>) =>
    (statement.all([...parameters]) as Array<EventRow>).map(toStoredEvent);
  const range = (id: number, { first, last }: RevisionRange, limit: number) => [id, first, last, limit];

  return {
    transaction: (work) => {
      begin.run([]);
      try {
        work();
        commit.run([]);
      } catch (error) {
        if (connection.inTransaction) rollback.run([]);
        throw error;
      }
    },
    findStream: (name) => {
      const row = findStream.all([name])[0] as [number, number, number] | undefined;
      return row && { id: row[0], lastRevision: row[1], tombstoned: row[2] === 1 };
    },
    insertStream: (name) => Number(insertStream.run([name]).lastInsertRowid),
    updateStream: ({ id, lastRevision, tombstoned }) => {
      updateStream.run([lastRevision, tombstoned ? 1 : 0, id]);
    },
    insertEvent: ({ position, streamId, revision, id, type, createdAt, record }) => {
      insertEvent.run([position, streamId, revision, id, type, createdAt, record]);
    },
    nextPosition: () => Number((nextPosition.all([])[0] as [number])[0]),
    saveNextPosition: (position) => {
      saveNextPosition.run([position]);
    },
    idsFrom: (streamId, revision, count) =>
      (idsFrom.all([streamId, revision, revision + count - 1]) as Array<[number, Buffer]>)
        .filter(([found], index) => found === revision + index)
        .map(([, id]) => id),
    revisionOf: (streamId, eventId) => {
      const [row] = revisionOf.all([streamId, eventId]) as Array<[number]>;
      return row?.[0];
    },
    eventAt: (streamId, revision) => events(streamForwards, [streamId, revision, revision, 1])[0],
    lastEvent: () => events(lastEvent, [])[0],
    allForwards: (position, limit) => events(allForwards, [position, limit]),
    allBackwards: (position, limit) => events(allBackwards, [position, limit]),
    streamForwards: (streamId, revisions, limit) => events(streamForwards, range(streamId, revisions, limit)),
    streamBackwards: (streamId, revisions, limit) => events(streamBackwards, range(streamId, revisions, limit)),
    projections: () => (projections.all([]) as Array<ProjectionRow>).map(toStoredProjection),
    saveProjection: ({ name, enabled, query, version, epoch, position }) => {
      saveProjection.run([name, enabled ? 1 : 0, query, version, epoch, position]);
    },
    streamsAfter: (streamId, limit) =>
      (streamsAfter.all([streamId, limit]) as Array<[number, string]>).map(([id, name]) => ({ id, name })),
    removeEvents: (streamId, revision, limit) => removeEvents.run([streamId, revision, limit]).changes,
    unusedSpace: () => Number((unusedPages.all([])[0] as [number])[0]) * Number((pageSize.all([])[0] as [number])[0]),
    giveSpaceBack: () => {
      connection.exec(`PRAGMA incremental_vacuum(${PAGES})`);
    },
    close: () => {
      try {
        connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
      } catch {
        // A full disk: what was committed stays in the write-ahead log, and is read from there.
      } finally {
        close();
      }
    },
  };
};

type ProjectionRow = [string, number, string, number, number, number];

const toStoredProjection = ([name, enabled, query, version, epoch, position]: ProjectionRow): StoredProjection => ({
  name,
  enabled: enabled === 1,
  query,
  version,
  epoch,
  position,
});

type EventRow = [number, string, number, string, number, Buffer];

const toStoredEvent = ([position, streamName, revision, type, createdAt, record]: EventRow): StoredEvent => ({
  position,
  streamName,
  revision,
  type,
  createdAt,
  record,
});
