import type { Receipt } from './receipts.js';

/** Something that a connection pulls, such as `companies`. */
export type FeedOfConnection = { readonly source: string; readonly connection: string; readonly feed: string };

export type Advance = FeedOfConnection & {
  /** Where the caller left it; `undefined` before the first page. */
  readonly from: string | undefined;
  readonly to: string;
};

/** How far each feed was pulled, as the vendor's own text. */
export type FeedCursors = {
  readonly find: (feed: FeedOfConnection) => Promise<string | undefined>;
  /**
   * Keeps a page and moves the cursor past it in one transaction, if the cursor still stands where the caller left it;
   * otherwise changes nothing and says so. A page may be empty: then only the cursor moves.
   */
  readonly advance: (advance: Advance, page: Receipt | undefined) => Promise<'advanced' | 'lost'>;
};
