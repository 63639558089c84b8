import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Knex } from 'knex';
import { type Connection, ConnectionSettings, type Connections, Source } from '../../application/ports/connections.js';
import { openConnection, sealConnection } from './sealed-connection.js';

const Row = t.strict({ source: Source, name: t.string, settings: ConnectionSettings, paused: t.boolean });

/** Needs `ensureIngestionTables`. Secrets are sealed with `key`, of 32 bytes. */
export const makeConnections = (knex: Knex, key: Buffer): Connections => {
  const connectionOf = (row: { readonly secrets: Buffer }): Connection => {
    const decoded = Row.decode(row);
    if (E.isLeft(decoded)) throw new Error('A stored connection has settings this version cannot read.');
    const { paused, ...connection } = decoded.right;
    return { ...connection, ...openConnection(key, row.secrets, connection), ...(paused ? { paused } : {}) };
  };

  const find = async (db: Knex, source: string, name: string): Promise<Connection | undefined> => {
    const { rows } = await db.raw('select * from ingestion.connections where source = ? and name = ?', [source, name]);
    return rows.map(connectionOf)[0];
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
      const { rows } = await knex.raw('select * from ingestion.connections order by source, name');
      return rows.map(connectionOf);
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
