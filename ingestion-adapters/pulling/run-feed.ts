import type { FeedCursors } from '../../application/ports/feed-cursors.js';
import type { AskVendor, Feed, Page } from '../feed.js';
import type { HeldConnection } from '../held-connection.js';
import { receiptOf } from '../receipt-of.js';
import { type Failure, whyFailed } from './why-failed.js';

export type RunDeps = {
  readonly cursors: Pick<FeedCursors, 'find' | 'advance'>;
  readonly ask: AskVendor;
  readonly now: () => Date;
  /** A page was kept; `bytes` is 0 where it was empty. */
  readonly onPage: (page: { readonly bytes: number }) => void;
  /** Between two pages, and at whatever the feed waits for. */
  readonly signal: AbortSignal;
};

/** How a run ended. */
export type FeedRun =
  /** The vendor has no more for now. */
  | { readonly _tag: 'Completed' }
  /** Another process pulled the same, and kept what this one was about to. */
  | { readonly _tag: 'Lost' }
  | { readonly _tag: 'Stopped' }
  | ({ readonly _tag: 'Failed' } & Failure);

const STANDING_STILL = 100;

/** Settles as the promise does, or rejects with the signal's reason, for a feed may wait for what knows no signal. */
const orAborted = async <A>(promise: Promise<A>, signal: AbortSignal): Promise<A> => {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', stop));
};

/** Pulls a feed from where its cursor stands until the vendor has no more, and keeps each page before the next is asked for. Never rejects. */
export const runFeed = async (
  { cursors, ask, now, onPage, signal }: RunDeps,
  held: HeldConnection,
  feed: Feed,
): Promise<FeedRun> => {
  const connection = held.current();
  const key = { source: connection.source, connection: connection.name, feed: feed.name };
  let pages: AsyncIterator<Page> | undefined;
  try {
    let from = await cursors.find(key);
    pages = feed
      .pull({ ask, connection, cursor: from, now, renewCredentials: held.renewCredentials })
      [Symbol.asyncIterator]();
    let previous: string | undefined;
    for (let still = 0; still < STANDING_STILL; ) {
      signal.throwIfAborted();
      const { done, value: page } = await orAborted(pages.next(), signal);
      if (done === true) return { _tag: 'Completed' };
      const receipt = page.body === undefined ? undefined : receiptOf(connection, page.kind, page.body, now());
      if ((await cursors.advance({ ...key, from, to: page.cursor }, receipt)) === 'lost') return { _tag: 'Lost' };
      onPage({ bytes: page.body?.length ?? 0 });
      still = page.cursor === from && receipt?.id === previous ? still + 1 : 0;
      from = page.cursor;
      previous = receipt?.id;
    }
    return { _tag: 'Failed', reason: `it brought the same page ${STANDING_STILL} times`, refused: false };
  } catch (error) {
    return signal.aborted ? { _tag: 'Stopped' } : { _tag: 'Failed', ...whyFailed(error) };
  } finally {
    void pages?.return?.()?.catch(() => undefined);
  }
};
