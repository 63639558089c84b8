import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Knex } from 'knex';
import { type Connection, ConnectionSettings, type Connections, Source } from '../../application/ports/connections.js';
import { open, seal } from '../crypto/aes-gcm.js';

const Row = t.strict({ source: Source, name: t.string, settings: ConnectionSettings });
const Secrets = t.readonlyArray(t.string);

const contextOf = (source: string, name: string): string => JSON.stringify(['connection', source, name]);

/** Needs `ensureIngestionTables`. Secrets are sealed with `key`, of 32 bytes. */
export const makeConnections = (knex: Knex, key: Buffer): Connections => {
  const connectionOf = (row: { readonly secrets: Buffer }): Connection => {
    const decoded = Row.decode(row);
    if (E.isLeft(decoded)) throw new Error('A stored connection has settings this version cannot read.');
    const { source, name, settings } = decoded.right;
    const opened = open(key, row.secrets, contextOf(source, name));
    if (opened === undefined) throw new Error(`The secrets of ${source}/${name} were sealed with another key.`);
    const secrets: unknown = JSON.parse(opened.toString());
    return { source, name, settings, secrets: Secrets.is(secrets) ? secrets : [] };
  };

  return {
    find: async (source, name) => {
      const { rows } = await knex.raw('select * from ingestion.connections where source = ? and name = ?', [
        source,
        name,
      ]);
      return rows.map(connectionOf)[0];
    },
    list: async () => {
      const { rows } = await knex.raw('select * from ingestion.connections order by source, name');
      return rows.map(connectionOf);
    },
    save: async ({ source, name, secrets, settings }) => {
      await knex.raw(
        `insert into ingestion.connections (source, name, secrets, settings) values (?, ?, ?, ?)
         on conflict (source, name) do update set secrets = excluded.secrets, settings = excluded.settings`,
        [
          source,
          name,
          seal(key, Buffer.from(JSON.stringify(secrets)), contextOf(source, name)),
          JSON.stringify(ConnectionSettings.encode(settings)),
        ],
      );
    },
  };
};
