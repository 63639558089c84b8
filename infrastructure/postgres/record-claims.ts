import type { Knex } from 'knex';
import type { Claim, ClaimedRecord, RecordClaims } from '../../application/ports/receipts.js';
import { hmac } from '../crypto/hmac.js';

const KEY_BYTES = 16;
const OF_BYTES = 8;
const PER_STATEMENT = 10_000;

type Hashed = ClaimedRecord & { readonly hash: string; readonly ofHash: string };
type HeldRow = { readonly hash: string; readonly claim: Claim };

/** Needs `ensureIngestionTables`. Of a record only hashes keyed with `key` are kept: parts of an HMAC-SHA-256. */
export const makeRecordClaims = (knex: Knex, key: Buffer): RecordClaims => {
  const hashed = ({ key: record, of }: ClaimedRecord): Hashed => ({
    key: record,
    of,
    hash: hmac(key, record).toString('hex', 0, KEY_BYTES),
    ofHash: hmac(key, `of ${of}`).toString('hex', 0, OF_BYTES),
  });

  const insert = async (receipt: string, records: ReadonlyArray<Hashed>): Promise<ReadonlySet<string>> => {
    const { rows } = await knex.raw<{ readonly rows: ReadonlyArray<{ readonly hash: string }> }>(
      `insert into ingestion.record_claims (key, receipt, owner)
       select decode(hash, 'hex'), ?::uuid, decode(of, 'hex')
       from unnest(string_to_array(?, ','), string_to_array(?, ',')) as asked(hash, of)
       on conflict do nothing returning encode(key, 'hex') as hash`,
      [receipt, records.map(({ hash }) => hash).join(','), records.map(({ ofHash }) => ofHash).join(',')],
    );
    return new Set(rows.map(({ hash }) => hash));
  };

  /**
   * Asked after the insertion, so that it sees what others claimed in the meantime. Looks each key up by itself: the planner thinks that
   * few are held, and would go through all of them.
   */
  const heldBefore = async (receipt: string, records: ReadonlyArray<Hashed>): Promise<ReadonlyArray<HeldRow>> => {
    if (records.length === 0) return [];
    const { rows } = await knex.raw<{ readonly rows: ReadonlyArray<HeldRow> }>(
      `select hash, case when c.owner <> decode(of, 'hex') then 'contradicted' when c.receipt = ?::uuid then 'own' else 'known' end as claim
       from unnest(string_to_array(?, ','), string_to_array(?, ',')) as asked(hash, of)
       cross join lateral (
         select owner, receipt from ingestion.record_claims where key = decode(asked.hash, 'hex') offset 0
       ) c`,
      [receipt, records.map(({ hash }) => hash).join(','), records.map(({ ofHash }) => ofHash).join(',')],
    );
    return rows;
  };

  const claimSome = async (
    receipt: string,
    records: ReadonlyArray<ClaimedRecord>,
  ): Promise<ReadonlyArray<readonly [string, Claim]>> => {
    const asked = records.map(hashed).sort((a, b) => (a.hash < b.hash ? -1 : 1));
    const claimed = await insert(receipt, asked);
    const others = asked.filter(({ hash }) => !claimed.has(hash));
    const held = new Map((await heldBefore(receipt, others)).map(({ hash, claim }) => [hash, claim]));
    return asked.map(({ key: record, hash }) => [record, held.get(hash) ?? 'own'] as const);
  };

  return {
    claim: async (receipt, records) => {
      const firsts = [...new Map(records.toReversed().map((record) => [record.key, record])).values()];
      const claims = new Map<string, Claim>();
      for (let from = 0; from < firsts.length; from += PER_STATEMENT) {
        for (const [record, claim] of await claimSome(receipt, firsts.slice(from, from + PER_STATEMENT)))
          claims.set(record, claim);
      }
      return claims;
    },
  };
};
