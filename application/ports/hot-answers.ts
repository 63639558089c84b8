/**
 * Texts kept for a while under keys that name everything they depend on, so that none of them can be out of date: what is found is
 * what would be found out anew. The store may forget any of them at any time, and be away; that costs the time to answer anew only.
 */
export type HotAnswers = {
  /** What was put under the key; `undefined` where it is gone, or where the store does not answer at once. Never rejects. */
  readonly get: (key: string) => Promise<string | undefined>;
  /** Keeps a text, in place of older ones where there is no room; not at all where it is too large. Never rejects. */
  readonly put: (key: string, text: string) => Promise<void>;
};

/** How much is kept, and for how long. */
export type HotAnswersBounds = {
  /** Of all texts and keys together. */
  readonly maxBytes: number;
  readonly keepMs: number;
};

/** A text larger than this share of all is not kept: it would drive out too much else. */
export const LARGEST_SHARE = 1 / 8;
