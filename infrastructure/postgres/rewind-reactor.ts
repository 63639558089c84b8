import type { Knex } from 'knex';
import { quoted } from './quoted.js';
import { storeErrors } from './unavailable.js';

/**
 * Forgets where a reactor stands and what it has parked: it starts again where it says that it starts. Says whether it
 * ever ran. Rejects with `StoreUnavailable`.
 */
export const rewindReactor = (db: Knex, name: string, schema = 'read'): Promise<boolean> =>
  storeErrors(() =>
    db.transaction(async (trx) => {
      const { rows } = await trx.raw<{ rows: ReadonlyArray<unknown> }>(
        `update ${quoted(schema)}.checkpoints
         set commit_position = null, prepare_position = null, recorded_at = null, caught_up = false
         where name = ? and name like 'reactor:%' returning name`,
        [name],
      );
      await trx.raw(`delete from ${quoted(schema)}.parked where name = ? and name like 'reactor:%'`, [name]);
      return rows.length > 0;
    }),
  );
