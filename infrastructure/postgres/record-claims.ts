import type { Knex } from 'knex';
import type { RecordClaims } from '../../application/ports/receipts.js';
import { hmac } from '../crypto/hmac.js';

const KEY_BYTES = 16;
const PER_STATEMENT = 10_000;

/** Needs `ensureIngestionTables`. Of a record only a hash keyed with `key` is kept: half of an HMAC-SHA-256. */
export const makeRecordClaims = (knex: Knex, key: Buffer): RecordClaims => {
  /** Looks each key up by itself: the planner thinks that a receipt has few claims, and would go through all of them for every key. */
  const claimSome = async (receipt: string, records: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
    const byHash = new Map(records.map((record) => [hmac(key, record).toString('hex', 0, KEY_BYTES), record]));
    const { rows } = await knex.raw<{ readonly rows: ReadonlyArray<{ readonly hash: string }> }>(
      `with asked as (
         select decode(hash, 'hex') as key from unnest(string_to_array(?, ',')) as hash
       ), claimed as (
         insert into ingestion.record_claims (key, receipt) select key, ?::uuid from asked on conflict do nothing returning key
       )
       select encode(key, 'hex') as hash from claimed
       union all
       select encode(key, 'hex') from asked
       where (select known.receipt from ingestion.record_claims known where known.key = asked.key) = ?::uuid`,
      [[...byHash.keys()].sort().join(','), receipt, receipt],
    );
    return rows.flatMap(({ hash }) => byHash.get(hash) ?? []);
  };

  return {
    claim: async (receipt, keys) => {
      const own = new Set<string>();
      for (let from = 0; from < keys.length; from += PER_STATEMENT) {
        for (const record of await claimSome(receipt, keys.slice(from, from + PER_STATEMENT))) own.add(record);
      }
      return own;
    },
  };
};
