import * as E from 'fp-ts/lib/Either.js';
import type { Connection } from '../application/ports/connections.js';
import type { Receipt, Receipts } from '../application/ports/receipts.js';
import { makeProcessReceipts, type ProcessDeps } from './process-receipts.js';
import { receiptOf } from './receipt-of.js';
import { MEBIBYTE } from './vendor.js';
import { vendors } from './vendors.js';

/** A body that is at hand, and the connection it would have come through. */
export type BodyToIngest = {
  readonly connection: Connection;
  readonly body: Buffer;
  /** What to count it as in the progress. */
  readonly records: number;
  readonly bytes: number;
};

export type Progress = {
  readonly bytesRead: number;
  readonly records: number;
  readonly events: number;
  readonly quarantined: number;
};

export type IngestDeps = ProcessDeps & { readonly receipts: Pick<Receipts, 'processNow'>; readonly now: () => Date };

export type IngestOptions = {
  readonly onProgress?: (progress: Progress) => void;
  /** The streams are probably new. */
  readonly expectNew?: boolean;
};

const RECEIPTS_A_GROUP = 1_000;
const BYTES_A_GROUP = 8 * MEBIBYTE;
const GROUPS_IN_FLIGHT = 2;

type Group = { readonly receipts: ReadonlyArray<Receipt>; readonly records: number; readonly bytes: number };

const toReceipt = ({ connection, body }: BodyToIngest, now: Date): Receipt => {
  const kind = vendors[connection.source].kindOf(body);
  return receiptOf(connection, E.isRight(kind) ? kind.right : 'webhook', body, now);
};

async function* groupsOf(
  bodies: AsyncIterable<BodyToIngest> | Iterable<BodyToIngest>,
  now: () => Date,
): AsyncGenerator<Group> {
  let receipts: Array<Receipt> = [];
  let [records, bytes] = [0, 0];
  for await (const body of bodies) {
    receipts.push(toReceipt(body, now()));
    records += body.records;
    bytes += body.bytes;
    if (receipts.length < RECEIPTS_A_GROUP && bytes < BYTES_A_GROUP) continue;
    yield { receipts, records, bytes };
    receipts = [];
    [records, bytes] = [0, 0];
  }
  if (receipts.length > 0) yield { receipts, records, bytes };
}

/**
 * Ingests bodies in large groups, with no more than a few of them in memory. Each is a receipt of its own: what was
 * ingested before is left out, so a run that was cut short goes on where it stopped. Rejects when the log or a store
 * does not answer.
 */
export const ingestDeliveries =
  ({ receipts, now, ...deps }: IngestDeps) =>
  async (
    bodies: AsyncIterable<BodyToIngest> | Iterable<BodyToIngest>,
    { onProgress, expectNew = false }: IngestOptions = {},
  ): Promise<Progress> => {
    let progress: Progress = { bytesRead: 0, records: 0, events: 0, quarantined: 0 };
    const process = makeProcessReceipts(deps, {
      expectNew,
      onProcessed: ({ events, quarantined }) => {
        progress = {
          ...progress,
          events: progress.events + events,
          quarantined: progress.quarantined + quarantined,
        };
      },
    });
    const ingest = async (group: Group): Promise<void> => {
      await receipts.processNow(group.receipts, process);
      progress = {
        ...progress,
        bytesRead: progress.bytesRead + group.bytes,
        records: progress.records + group.records,
      };
      onProgress?.(progress);
    };
    const groups = groupsOf(bodies, now);
    const work = async (): Promise<void> => {
      try {
        for (let next = await groups.next(); next.done !== true; next = await groups.next()) await ingest(next.value);
      } finally {
        await groups.return(undefined);
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: GROUPS_IN_FLIGHT }, work));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
    return progress;
  };
