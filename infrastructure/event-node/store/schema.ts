const projections = `
CREATE TABLE projections (
  name TEXT PRIMARY KEY,
  enabled INTEGER NOT NULL,
  query TEXT NOT NULL,
  version INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  position INTEGER NOT NULL
);
`;

export const schema = `
CREATE TABLE log (next_position INTEGER NOT NULL);
INSERT INTO log VALUES (1);

CREATE TABLE streams (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  last_revision INTEGER NOT NULL,
  tombstoned INTEGER NOT NULL
);

CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  stream_id INTEGER NOT NULL REFERENCES streams (id),
  revision INTEGER NOT NULL,
  id BLOB NOT NULL,
  type TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  record BLOB NOT NULL
);
CREATE UNIQUE INDEX events_by_revision ON events (stream_id, revision);
CREATE INDEX events_by_id ON events (stream_id, id);
${projections}`;

/** What a file of an earlier format lacks. */
export const fromFormat: Readonly<Record<number, string>> = { 1: projections };
