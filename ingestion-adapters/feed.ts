import type { ChangeStream } from '../application/ports/change-stream.js';
import type { Connection } from '../application/ports/connections.js';
import type { VendorRequest, VendorResponse } from '../application/ports/vendor-http.js';

export type { VendorRequest, VendorResponse };

/**
 * Asks a vendor's API. Who calls sees final answers only: limits are kept, and 429, 5xx and broken connections were tried
 * again. Rejects with `VendorUnavailable` where that did not help, and with the signal's reason once it aborts.
 */
export type AskVendor = (request: VendorRequest) => Promise<VendorResponse>;

/** The vendor did not answer, however often it was asked. The same call may succeed later. */
export type VendorUnavailable = { readonly _tag: 'VendorUnavailable'; readonly reason: string };

/** The vendor answered that we may not, or may not so: somebody has to change the connection. Thrown by feeds. */
export type VendorRefused = { readonly _tag: 'VendorRefused'; readonly status: number; readonly reason: string };

/** One answer of a vendor that is worth keeping. */
export type Page = {
  /** What the bytes are, as `kindOf` of the vendor's translator tells bodies apart; kept with the receipt. */
  readonly kind: string;
  /** As the vendor sent it; `undefined` where it had nothing, and only the cursor moves. */
  readonly body: Buffer | undefined;
  /** Where to go on after this page; whatever the feed understands. */
  readonly cursor: string;
};

/** What a connection shows its vendor, by name. */
export type Credentials = NonNullable<Connection['credentials']>;

/**
 * Keeps other credentials of the connection, for vendors that replace them when they are renewed: one renewal at a time, in whichever
 * process. `renew` is given those that are kept by now, and makes others of them, or leaves them where that is `undefined`.
 * Resolves to what is kept then; rejects as `renew` does.
 */
export type RenewCredentials = (renew: (kept: Credentials) => Promise<Credentials | undefined>) => Promise<Credentials>;

export type PullDeps = {
  readonly ask: AskVendor;
  readonly connection: Connection;
  /** Of the last page that was kept; `undefined` at first. */
  readonly cursor: string | undefined;
  readonly now: () => Date;
  /** Credentials that each renewal replaces are not renewed without it. */
  readonly renewCredentials?: RenewCredentials;
  /** Where a vendor streams its changes instead of answering requests; such a feed has nothing without it. */
  readonly changeStream?: ChangeStream;
};

/** Something of a vendor that is pulled. */
export type Feed = {
  readonly name: string;
  /** How often it is pulled. */
  readonly everySeconds: number;
  /**
   * Everything after the cursor, page by page, until the vendor has no more for now. A page is kept, and its cursor with
   * it, before the next one is asked for; so a run that was cut short goes on where it stopped, and pages may come again.
   */
  readonly pull: (deps: PullDeps) => AsyncIterable<Page>;
};
