import type { Connection } from '../../application/ports/connections.js';
import type { AskVendor, Feed } from '../../ingestion-adapters/feed.js';
import { receiptOf } from '../../ingestion-adapters/receipt-of.js';
import type { IngestionUnderTest } from './ingesting.js';

export type PullUnderTest = {
  /** Pulls until the vendor has no more or so many pages were kept, whichever is first. Resolves to the pages. */
  readonly run: (pages?: number) => Promise<number>;
  readonly cursor: () => string | undefined;
};

/** Keeps each page, and moves the cursor, as pulling does. */
export const pulling = (
  ingestion: IngestionUnderTest,
  connection: Connection,
  { pull }: Feed,
  ask: AskVendor,
  now: () => Date,
): PullUnderTest => {
  let cursor: string | undefined;
  return {
    cursor: () => cursor,
    run: async (most = Number.POSITIVE_INFINITY) => {
      let pages = 0;
      if (most === 0) return pages;
      for await (const page of pull({ ask, connection, cursor, now })) {
        if (page.body !== undefined) {
          await ingestion.receipts.keep(receiptOf(connection, page.kind, page.body, now()));
        }
        cursor = page.cursor;
        pages++;
        if (pages >= most) break;
      }
      await ingestion.ingest();
      return pages;
    },
  };
};
