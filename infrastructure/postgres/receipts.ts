import type { Knex } from 'knex';
import { deterministicId } from '../../application/deterministic-id.js';
import type {
  Deliveries,
  ProcessedBefore,
  ProcessingResult,
  ProcessReceipts,
  Quarantined,
  Receipt,
  ReceiptState,
  Receipts,
  WaitingReceipt,
} from '../../application/ports/receipts.js';
import { textArray } from './cell-text.js';
import { groupCommit } from './group-commit.js';
import { makeKeepReceipts, receiptContext } from './keep-receipts.js';
import { placeholders } from './placeholders.js';
import { openBody, sealBody } from './sealed-body.js';

const KEPT_TOGETHER = 500;
const BYTES_AT_ONCE = 32 * 1024 * 1024;

type ReceiptRow = Omit<WaitingReceipt, 'receivedAt' | 'body'> & { readonly received_at: Date; readonly body: Buffer };
type WaitingRow = { readonly receipt: string; readonly bytes: number };

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** As many of the first as fit in memory, and at least one. */
const fitting = (rows: ReadonlyArray<WaitingRow>): ReadonlyArray<string> => {
  let bytes = 0;
  return rows.flatMap((row, i) => {
    bytes += row.bytes;
    return i === 0 || bytes <= BYTES_AT_ONCE ? [row.receipt] : [];
  });
};

type StateRow = {
  readonly id: string;
  readonly received_at: Date;
  readonly processed_at: Date | null;
  readonly attempts: number;
  readonly commit_position: bigint | null;
  readonly prepare_position: bigint | null;
  readonly quarantined: number;
};

const stateOf = ({ commit_position: commit, prepare_position: prepare, ...row }: StateRow): ReceiptState => ({
  id: row.id,
  processedAt: row.processed_at ?? undefined,
  position: commit === null || prepare === null ? undefined : { commit, prepare },
  receivedAt: row.received_at,
  attempts: row.attempts,
  quarantined: row.quarantined,
});

const partContext = (id: string): string => `quarantined ${id}`;

/** Needs `ensureIngestionTables`. Bodies and quarantined bytes are sealed with `key`, of 32 bytes. */
export const makeReceipts = (knex: Knex, key: Buffer): Receipts => {
  const keepAll = makeKeepReceipts(key);

  const opened = (rows: ReadonlyArray<ReceiptRow>): Promise<ReadonlyArray<WaitingReceipt>> =>
    Promise.all(
      rows.map(async ({ received_at, body, ...receipt }) => ({
        ...receipt,
        body: await openBody(key, body, receiptContext(receipt.id)),
        receivedAt: received_at,
      })),
    );

  const read = async (db: Knex, ids: ReadonlyArray<string>): Promise<ReadonlyArray<WaitingReceipt>> => {
    const { rows } = await db.raw<{ readonly rows: ReadonlyArray<ReceiptRow> }>(
      `select r.id, source, connection, kind, headers, body, received_at, w.attempts
       from ingestion.waiting w join ingestion.receipts r on r.id = w.receipt
       where w.receipt = any(?) order by w.place`,
      [[...ids]],
    );
    return opened(rows);
  };

  /** Without a lock, so that the rows stay free for redeliveries. */
  const readProcessed = async (db: Knex, { source, connection, after, limit }: ProcessedBefore) => {
    const { rows: found } = await db.raw<{ readonly rows: ReadonlyArray<WaitingRow> }>(
      `select id as receipt, octet_length(body) as bytes from ingestion.receipts
       where source = ? and connection = ? and processed_at is not null and id > ?::uuid order by id limit ?`,
      [source, connection, after ?? FIRST_ID, limit],
    );
    const { rows } = await db.raw<{ readonly rows: ReadonlyArray<ReceiptRow> }>(
      `select id, source, connection, kind, headers, body, received_at, attempts from ingestion.receipts
       where id = any(?::uuid[]) order by id`,
      [[...fitting(found)]],
    );
    return opened(rows);
  };

  const quarantineAll = async (
    db: Knex,
    receipts: ReadonlyArray<Receipt>,
    results: ReadonlyArray<ProcessingResult>,
  ): Promise<void> => {
    const parts = receipts.flatMap((receipt, i) => {
      const result = results[i];
      return result?._tag === 'Processed' ? result.quarantined.map((part) => ({ receipt, part })) : [];
    });
    for (const { receipt, part } of parts) {
      const id = deterministicId('quarantined', receipt.id, part.place, part.reason);
      await db.raw(
        `insert into ingestion.quarantine as q (id, receipt, source, connection, place, bytes, reason)
         values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set seen = q.seen + 1, at = now()`,
        [
          id,
          receipt.id,
          receipt.source,
          receipt.connection,
          part.place,
          await sealBody(key, part.bytes, partContext(id)),
          part.reason,
        ],
      );
    }
  };

  const countAll = async (
    db: Knex,
    receipts: ReadonlyArray<Receipt>,
    results: ReadonlyArray<ProcessingResult>,
  ): Promise<void> => {
    const counts = new Map<string, { readonly row: ReadonlyArray<string>; count: number }>();
    for (const [i, { source, connection }] of receipts.entries()) {
      const result = results[i];
      for (const [what, count] of Object.entries(result?._tag === 'Processed' ? result.notUnderstood : {})) {
        const row = [source, connection, what];
        const known = counts.get(JSON.stringify(row)) ?? { row, count: 0 };
        known.count += count;
        counts.set(JSON.stringify(row), known);
      }
    }
    const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
    if (sorted.length === 0) return;
    await db.raw(
      `insert into ingestion.not_understood as n (source, connection, what, count)
       values ${placeholders(sorted.length, '(?, ?, ?, ?)')}
       on conflict (source, connection, what) do update set count = n.count + excluded.count`,
      sorted.flatMap(([, { row, count }]) => [...row, count]),
    );
  };

  const markProcessed = async (
    db: Knex,
    receipts: ReadonlyArray<Receipt>,
    results: ReadonlyArray<ProcessingResult>,
  ): Promise<void> => {
    const rows = receipts
      .flatMap(({ id }, i) => {
        const result = results[i];
        return result?._tag === 'Processed' ? [{ id, position: result.position }] : [];
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    await db.raw(
      `update ingestion.receipts r set processed_at = now(), commit_position = p.commit, prepare_position = p.prepare
       from unnest(?::uuid[], ?::bigint[], ?::bigint[]) as p(id, commit, prepare) where r.id = p.id`,
      [
        rows.map(({ id }) => id),
        textArray(rows.map(({ position }) => (position === undefined ? null : `${position.commit}`))),
        textArray(rows.map(({ position }) => (position === undefined ? null : `${position.prepare}`))),
      ],
    );
  };

  const record = async (
    db: Knex,
    receipts: ReadonlyArray<Receipt>,
    results: ReadonlyArray<ProcessingResult>,
  ): Promise<void> => {
    await quarantineAll(db, receipts, results);
    const processed = receipts.flatMap(({ id }, i) => (results[i]?._tag === 'Processed' ? [id] : [])).sort();
    await db.raw('delete from ingestion.waiting where receipt = any(?)', [processed]);
    for (const [i, { id }] of receipts.entries()) {
      const result = results[i];
      if (result?._tag !== 'Failed') continue;
      await db.raw('update ingestion.waiting set attempts = attempts + 1 where receipt = ?', [id]);
      await db.raw('update ingestion.receipts set attempts = attempts + 1, last_error = ? where id = ?', [
        result.reason,
        id,
      ]);
    }
    await markProcessed(db, receipts, results);
    await countAll(db, receipts, results);
  };

  const processClaimed = async (
    db: Knex,
    claimed: ReadonlyArray<WaitingReceipt>,
    work: ProcessReceipts,
  ): Promise<number> => {
    if (claimed.length > 0) await record(db, claimed, await work(claimed));
    return claimed.length;
  };

  /** As many of the oldest as fit in memory, and at least one. */
  const claim = async (db: Knex, limit: number): Promise<ReadonlyArray<string>> => {
    const { rows } = await db.raw<{ readonly rows: ReadonlyArray<WaitingRow> }>(
      'select receipt, bytes from ingestion.waiting order by place limit ? for update skip locked',
      [limit],
    );
    return fitting(rows);
  };

  return {
    keep: groupCommit((receipts) => keepAll(knex, receipts), KEPT_TOGETHER),
    processWaiting: (limit, work) =>
      knex.transaction(async (trx) => {
        const ids = await claim(trx, limit);
        return ids.length === 0 ? 0 : processClaimed(trx, await read(trx, ids), work);
      }),
    processNow: (receipts, work) =>
      knex.transaction(async (trx) => {
        await keepAll(trx, receipts);
        const byId = new Map(receipts.map((receipt) => [receipt.id, receipt]));
        const { rows } = await trx.raw<{
          readonly rows: ReadonlyArray<{ readonly receipt: string; readonly attempts: number }>;
        }>(
          'select receipt, attempts from ingestion.waiting where receipt = any(?) order by place for update skip locked',
          [[...byId.keys()]],
        );
        const unprocessed = rows.flatMap((row) => {
          const receipt = byId.get(row.receipt);
          return receipt === undefined ? [] : [{ ...receipt, attempts: row.attempts }];
        });
        return processClaimed(trx, unprocessed, work);
      }),
    processAgain: (of, work) =>
      knex.transaction(async (trx) => {
        const again = await readProcessed(trx, of);
        if (again.length === 0) return undefined;
        const results = await work(again);
        const processed = again.flatMap(({ id }, i) => (results[i]?._tag === 'Processed' ? [id] : []));
        await trx.raw('delete from ingestion.quarantine where receipt = any(?::uuid[])', [processed]);
        await quarantineAll(trx, again, results);
        await markProcessed(trx, again, results);
        return again.at(-1)?.id;
      }),
    waiting: async () => {
      const { rows } = await knex.raw('select count(*)::int as waiting from ingestion.waiting');
      return rows[0].waiting;
    },
    states: async (ids) => {
      const { rows } = await knex.raw<{ readonly rows: ReadonlyArray<StateRow> }>(
        `select id, received_at, processed_at, attempts, commit_position, prepare_position,
           (select count(*)::int from ingestion.quarantine q where q.receipt = r.id) as quarantined
         from ingestion.receipts r where id = any(?::uuid[])`,
        [[...ids]],
      );
      return rows.map(stateOf);
    },
    quarantine: async (limit, of) => {
      const { rows } = await knex.raw<{ readonly rows: ReadonlyArray<Quarantined> }>(
        `select id, receipt, source, connection, place, bytes, reason, seen, at
         from ingestion.quarantine where ?::text is null or (source = ? and connection = ?)
         order by at desc, id limit ?`,
        [of?.source ?? null, of?.source ?? null, of?.connection ?? null, limit],
      );
      return Promise.all(
        rows.map(async (row) => ({ ...row, bytes: await openBody(key, row.bytes, partContext(row.id)) })),
      );
    },
    deliveries: async () => {
      // Newest first by the index, connection by connection: counting what was ever kept would read all of it.
      const { rows } = await knex.raw<{ readonly rows: ReadonlyArray<Deliveries> }>(
        `with recursive named as (
           (select source, connection from ingestion.receipts order by source, connection limit 1)
           union all
           select n.source, n.connection from named, lateral (
             select r.source, r.connection from ingestion.receipts r
             where (r.source, r.connection) > (named.source, named.connection)
             order by r.source, r.connection limit 1
           ) n
         ), waiting as (
           select r.source, r.connection, count(*)::int as count
           from ingestion.waiting w join ingestion.receipts r on r.id = w.receipt group by 1, 2
         ), quarantined as (
           select source, connection, count(*)::int as count from ingestion.quarantine group by 1, 2
         )
         select source, connection,
           (select max(received_at) from ingestion.receipts r
            where r.source = named.source and r.connection = named.connection) as "lastAt",
           coalesce(w.count, 0) as waiting, coalesce(q.count, 0) as quarantined
         from named left join waiting w using (source, connection) left join quarantined q using (source, connection)
         order by source, connection`,
      );
      return rows;
    },
    notUnderstood: async () => {
      const { rows } = await knex.raw(
        'select source, connection, what, count::int from ingestion.not_understood order by 1, 2, 3',
      );
      return Object.fromEntries(
        rows.map((row: Readonly<Record<'source' | 'connection' | 'what' | 'count', string>>) => [
          `${row.source}/${row.connection} ${row.what}`,
          Number(row.count),
        ]),
      );
    },
  };
};
