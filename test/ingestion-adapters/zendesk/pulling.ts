import type { Receipt } from '../../../application/ports/receipts.js';
import type { AskVendor, Feed } from '../../../ingestion-adapters/feed.js';
import { receiptOf } from '../../../ingestion-adapters/receipt-of.js';
import { zendesk as vendor } from '../../../ingestion-adapters/zendesk/vendor.js';
import type { stubZendesk } from '../../support/vendors/zendesk.js';
import { type IngestionUnderTest, zendesk } from '../ingesting.js';

export const TOKEN = 'Bearer t0ken';
export const connection = {
  ...zendesk,
  credentials: { accessToken: 't0ken' },
  settings: { ...zendesk.settings, baseUrl: 'https://desk.example' },
};

export const feedNamed = (name: string): Feed => {
  const feed = vendor.feeds?.find((each) => each.name === name);
  if (feed === undefined) throw new Error(`no feed ${name}`);
  return feed;
};

/** A clock that waits by moving on. */
export const clockFrom = (start: string) => {
  let at = Date.parse(start);
  return { now: () => new Date(at), wait: (seconds: number) => (at += seconds * 1000) };
};

/** Asks the stub until the answer is final, as what asks vendors does. */
export const askStub =
  (stub: ReturnType<typeof stubZendesk>, wait: (seconds: number) => void): AskVendor =>
  async (request) => {
    for (;;) {
      const response = stub(request);
      if (response.status !== 429 && response.status < 500) return response;
      wait(Number(response.headers['retry-after'] ?? 1));
    }
  };

/** A process that dies before a page is kept, or once it is. */
export type Cut = 'none' | 'before' | 'after';

export type Puller = {
  readonly ingestion: IngestionUnderTest;
  readonly ask: AskVendor;
  readonly now: () => Date;
  readonly cut?: () => Cut;
};

/** Pulls feeds as the service does: a page and its cursor at once, and again from there after a death. */
export const makePuller = ({ ingestion, ask, now, cut = () => 'none' }: Puller) => {
  const cursors = new Map<string, string>();
  const kept: Array<Receipt> = [];

  const run = async (feed: Feed): Promise<'done' | 'died'> => {
    for await (const { kind, body, cursor } of feed.pull({ ask, connection, cursor: cursors.get(feed.name), now })) {
      const dies = cut();
      if (dies === 'before') return 'died';
      if (body !== undefined) {
        const receipt = receiptOf(connection, kind, body, now());
        kept.push(receipt);
        await ingestion.receipts.keep(receipt);
      }
      cursors.set(feed.name, cursor);
      if (dies === 'after') return 'died';
    }
    return 'done';
  };

  return {
    cursors,
    kept,
    pull: async (...names: ReadonlyArray<string>): Promise<void> => {
      for (const name of names) while ((await run(feedNamed(name))) === 'died');
      await ingestion.ingest();
    },
  };
};
