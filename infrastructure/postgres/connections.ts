import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Knex } from 'knex';
import { type Connection, ConnectionSettings, type Connections, Source } from '../../application/ports/connections.js';
import { open, seal } from '../crypto/aes-gcm.js';

const Row = t.strict({ source: Source, name: t.string, settings: ConnectionSettings });
const Secrets = t.readonlyArray(t.string);
/** Connections that pull nothing keep the secrets alone. */
const Sealed = t.union([Secrets, t.strict({ secrets: Secrets, credentials: t.record(t.string, t.string) })]);
type Sealed = t.TypeOf<typeof Sealed>;

const sealedOf = ({ secrets, credentials }: Connection): Sealed =>
  credentials === undefined ? secrets : { secrets, credentials };

const contextOf = (source: string, name: string): string => JSON.stringify(['connection', source, name]);

/** Needs `ensureIngestionTables`. Secrets are sealed with `key`, of 32 bytes. */
export const makeConnections = (knex: Knex, key: Buffer): Connections => {
  const connectionOf = (row: { readonly secrets: Buffer }): Connection => {
    const decoded = Row.decode(row);
    if (E.isLeft(decoded)) throw new Error('A stored connection has settings this version cannot read.');
    const { source, name, settings } = decoded.right;
    const opened = open(key, row.secrets, contextOf(source, name));
    if (opened === undefined) throw new Error(`The secrets of ${source}/${name} were sealed with another key.`);
    const sealed = Sealed.decode(JSON.parse(opened.toString()));
    if (E.isLeft(sealed)) throw new Error(`The secrets of ${source}/${name} are none this version can read.`);
    return 'secrets' in sealed.right
      ? { source, name, settings, ...sealed.right }
      : { source, name, settings, secrets: sealed.right };
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
    save: async (connection) => {
      const { source, name, settings } = connection;
      await knex.raw(
        `insert into ingestion.connections (source, name, secrets, settings) values (?, ?, ?, ?)
         on conflict (source, name) do update set secrets = excluded.secrets, settings = excluded.settings`,
        [
          source,
          name,
          seal(key, Buffer.from(JSON.stringify(sealedOf(connection))), contextOf(source, name)),
          JSON.stringify(ConnectionSettings.encode(settings)),
        ],
      );
    },
  };
};
