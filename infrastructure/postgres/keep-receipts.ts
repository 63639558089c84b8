import type { Knex } from 'knex';
import type { Receipt } from '../../application/ports/receipts.js';
import { placeholders } from './placeholders.js';
import { sealBody } from './sealed-body.js';

export const receiptContext = (id: string): string => `receipt ${id}`;

/** Each receipt once, with how often it is there, in the order of ids that every writer follows. */
const counted = (receipts: ReadonlyArray<Receipt>) => {
  const byId = new Map<string, { readonly receipt: Receipt; deliveries: number }>();
  for (const receipt of receipts) {
    const known = byId.get(receipt.id);
    if (known === undefined) byId.set(receipt.id, { receipt, deliveries: 1 });
    else known.deliveries++;
  }
  return [...byId.values()].sort((a, b) => (a.receipt.id < b.receipt.id ? -1 : 1));
};

const enqueue = async (db: Knex, receipts: ReadonlyArray<Receipt>): Promise<void> => {
  if (receipts.length === 0) return;
  await db.raw(
    `insert into ingestion.waiting (receipt, bytes) values ${placeholders(receipts.length, '(?, ?)')}`,
    receipts.flatMap(({ id, body }) => [id, body.length]),
  );
};

/**
 * Keeps receipts, those that are new to be processed, in one transaction: a part of `db`, where that is one. Bodies are
 * sealed with `key`. Says of each whether it is new.
 */
export const makeKeepReceipts = (key: Buffer) => {
  const insert = async (db: Knex, receipts: ReadonlyArray<Receipt>): Promise<ReadonlySet<string>> => {
    const rows = await Promise.all(
      counted(receipts).map(async ({ receipt, deliveries }) => [
        receipt.id,
        receipt.source,
        receipt.connection,
        receipt.kind,
        JSON.stringify(receipt.headers),
        await sealBody(key, receipt.body, receiptContext(receipt.id)),
        receipt.receivedAt,
        deliveries,
      ]),
    );
    const inserted = await db.raw<{ readonly rows: ReadonlyArray<{ readonly id: string; readonly fresh: boolean }> }>(
      `insert into ingestion.receipts as r (id, source, connection, kind, headers, body, received_at, deliveries)
       values ${placeholders(rows.length, '(?, ?, ?, ?, ?, ?, ?, ?)')}
       on conflict (id) do update set deliveries = r.deliveries + excluded.deliveries
       returning id, (xmax = 0) as fresh`,
      rows.flat(),
    );
    return new Set(inserted.rows.flatMap(({ id, fresh }) => (fresh ? [id] : [])));
  };

  return (db: Knex, receipts: ReadonlyArray<Receipt>): Promise<ReadonlyArray<'new' | 'known'>> =>
    db.transaction(async (trx) => {
      const unseen = new Set(await insert(trx, receipts));
      const results = receipts.map(({ id }) => (unseen.delete(id) ? ('new' as const) : ('known' as const)));
      await enqueue(
        trx,
        receipts.filter((_, i) => results[i] === 'new'),
      );
      return results;
    });
};
