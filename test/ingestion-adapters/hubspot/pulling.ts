import type { Connection } from '../../../application/ports/connections.js';
import type { AskVendor, Feed, Page, PullDeps } from '../../../ingestion-adapters/feed.js';
import { feeds } from '../../../ingestion-adapters/hubspot/feeds.js';
import { delivered, hubspot, type IngestionUnderTest } from '../ingesting.js';

export const privateApp: Connection = { ...hubspot, credentials: { accessToken: 'private-app' } };
export const oauthApp: Connection = {
  ...hubspot,
  credentials: { clientId: 'client-1', clientSecret: 'client-secret-1', refreshToken: 'refresh-1' },
};

/** Sees final answers only: what is busy or broken is asked again. */
const persistent =
  (ask: AskVendor): AskVendor =>
  async (request) => {
    for (;;) {
      const answer = await ask(request);
      if (answer.status !== 429 && answer.status < 500) return answer;
    }
  };

export const feedNamed = (name: string): Feed => {
  const feed = feeds.find((one) => one.name === name);
  if (feed === undefined) throw new Error(`There is no feed ${name}.`);
  return feed;
};

type Pulling = Pick<PullDeps, 'ask' | 'now'> & {
  readonly connection?: Connection;
  /** Whether the run is cut short after a page; it goes on from the cursor that was kept with the last page. */
  readonly cutAfter?: (page: number) => boolean;
};

/** Runs a feed to its end, however often it is cut short. Returns its pages and the last cursor. */
export const pulled = async (
  feed: Feed,
  { ask, now, connection = privateApp, cutAfter = () => false }: Pulling,
  from?: string,
): Promise<{ readonly pages: ReadonlyArray<Page>; readonly cursor: string | undefined }> => {
  const pages: Array<Page> = [];
  for (let cursor = from; ; ) {
    let cut = false;
    for await (const page of feed.pull({ ask: persistent(ask), now, connection, cursor })) {
      pages.push(page);
      cursor = page.cursor;
      cut = cutAfter(pages.length);
      if (cut) break;
    }
    if (!cut) return { pages, cursor };
  }
};

export type Cursors = Map<string, string | undefined>;

/** All feeds, each from where it was left. Returns the bodies. */
export const pulledBodies = async (pulling: Pulling, cursors: Cursors = new Map()): Promise<ReadonlyArray<string>> => {
  const bodies: Array<string> = [];
  for (const feed of feeds) {
    const { pages, cursor } = await pulled(feed, pulling, cursors.get(feed.name));
    cursors.set(feed.name, cursor);
    bodies.push(...pages.flatMap(({ body }) => (body === undefined ? [] : [body.toString()])));
  }
  return bodies;
};

export const ingestPulled = async (
  ingestion: IngestionUnderTest,
  pulling: Pulling,
  cursors: Cursors = new Map(),
): Promise<void> => {
  await ingestion.ingest(...(await pulledBodies(pulling, cursors)).map((body) => delivered(hubspot, body)));
};
