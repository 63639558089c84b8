import type { Document } from '../api/document.js';
import type { Freshness } from '../api/types.js';
import type { Order } from './inbox.js';

type AtPosition = { readonly minPosition: string | null };
type Page<I> = { readonly items: ReadonlyArray<I>; readonly nextCursor: string | null; readonly freshness: Freshness };

/** Where items are read, and from what it is heard that one of them changed. */
export type Source<I, F> = Order<I> & {
  readonly list: Document<{ readonly page: Page<I> }, F & AtPosition & { readonly first: number }>;
  readonly one: Document<{ readonly found: { readonly item: I } }, AtPosition & { readonly id: string }>;
  readonly changed: Document<unknown, Record<string, never>>;
};
