import * as E from 'fp-ts/lib/Either.js';
import type { Knex } from 'knex';
import { parseJson } from '../../application/parse-json.js';
import { AlertChannel, type AlertChannels, ChannelTarget } from '../../application/ports/alert-channels.js';
import { open, seal } from '../crypto/aes-gcm.js';
import { ensureTables, type Tables } from './ensure-tables.js';

const tables: Tables = {
  schema: 'alerting',
  lock: 'alerting tables',
  statements: `
    create table if not exists alerting.channels (name text primary key, kind text not null, target bytea not null);
  `,
};

export const ensureAlertingTables = (knex: Knex): Promise<void> => ensureTables(knex, tables);

type Row = Pick<AlertChannel, 'name'> & { readonly kind: ChannelTarget['kind']; readonly target: Buffer };

const contextOf = (name: string): string => JSON.stringify(['alert channel', name]);

/** Needs `ensureAlertingTables`. Whom a channel reaches is sealed with `key`, of 32 bytes. */
export const makeAlertChannels = (knex: Knex, key: Buffer): AlertChannels => ({
  find: async (name) => {
    const { rows } = await knex.raw<{ rows: ReadonlyArray<Row> }>('select * from alerting.channels where name = ?', [
      name,
    ]);
    const [row] = rows;
    if (row === undefined) return undefined;
    const opened = open(key, row.target, contextOf(name));
    if (opened === undefined) throw new Error(`channel ${name} was sealed with another key, or is damaged`);
    const target = E.chainW(ChannelTarget.decode)(parseJson(opened));
    if (E.isLeft(target)) throw new Error(`channel ${name} is none this version can read`);
    return { name, target: target.right };
  },
  list: async () => {
    const { rows } = await knex.raw<{ rows: ReadonlyArray<Row> }>(
      'select name, kind from alerting.channels order by name',
    );
    return rows.map(({ name, kind }) => ({ name, kind }));
  },
  save: async (channel) => {
    const { name, target } = AlertChannel.encode(channel);
    const sealed = seal(key, Buffer.from(JSON.stringify(target)), contextOf(name));
    await knex.raw(
      `insert into alerting.channels (name, kind, target) values (?, ?, ?)
       on conflict (name) do update set kind = excluded.kind, target = excluded.target`,
      [name, target.kind, sealed],
    );
  },
});
