import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Knex } from 'knex';
import {
  type Connection,
  type ConnectionBroken,
  ConnectionSettings,
  type Connections,
  Source,
} from '../../application/ports/connections.js';
import { openConnection, sealConnection } from './sealed-connection.js';

type KeptRow = { readonly source: string; readonly name: string; readonly secrets: Buffer };
type Rows = { readonly rows: ReadonlyArray<KeptRow> };

const Row = t.strict({ source: Source, name: t.string, settings: ConnectionSettings, paused: t.boolean });

/** Needs `ensureIngestionTables`. Secrets are sealed with `key`, of 32 bytes. */
export const makeConnections = (knex: Knex, key: Buffer): Connections => {
  const connectionOf = (row: KeptRow): E.Either<ConnectionBroken, Connection> => {
    const broken = (reason: string) =>
      E.left<ConnectionBroken>({ _tag: 'ConnectionBroken', source: row.source, connection: row.name, reason });
    const decoded = Row.decode(row);
    if (E.isLeft(decoded)) return broken('its settings are none this version can read');
    const { paused, ...connection } = decoded.right;
    const opened = openConnection(key, row.secrets, connection);
    return E.isLeft(opened)
      ? broken(opened.left)
      : E.right({ ...connection, ...opened.right, ...(paused ? { paused } : {}) });
  };

  const find = async (db: Knex, source: string, name: string): Promise<Connection | undefined> => {
    const { rows } = await db.raw<Rows>('select * from ingestion.connections where source = ? and name = ?', [
      source,
      name,
    ]);
    const [found] = rows.map(connectionOf);
    if (found === undefined) return undefined;
    if (E.isLeft(found)) throw found.left;
    return found.right;
  };

  const save = async (db: Knex, connection: Connection): Promise<void> => {
    const { source, name, settings, paused = false } = connection;
    await db.raw(
      `insert into ingestion.connections (source, name, secrets, settings, paused) values (?, ?, ?, ?, ?)
       on conflict (source, name) do update
         set secrets = excluded.secrets, settings = excluded.settings, paused = excluded.paused`,
      [source, name, sealConnection(key, connection), JSON.stringify(ConnectionSettings.encode(settings)), paused],
    );
  };

  return {
    find: (source, name) => find(knex, source, name),
    list: async () => {
      const { rows } = await knex.raw<Rows>('select * from ingestion.connections order by source, name');
      return rows.map((row) => E.toUnion(connectionOf(row)));
    },
    save: (connection) => save(knex, connection),
    update: (source, name, change) =>
      knex.transaction(async (trx) => {
        // A row that is not there yet cannot be locked, so its name is.
        await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`connection ${source}/${name}`]);
        const kept = await find(trx, source, name);
        const changed = await change(kept);
        if (changed !== undefined) await save(trx, changed);
        return changed ?? kept;
      }),
  };
};
