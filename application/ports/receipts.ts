import type { Position } from '../position.js';

/** What a vendor sent, byte for byte, kept before it is acknowledged. */
export type Receipt = {
  /** Deterministic over connection and body: the same bytes again are the same receipt. */
  readonly id: string;
  readonly source: string;
  readonly connection: string;
  /** What the bytes are, such as `webhook`, `export-ndjson`, `tickets-export`. */
  readonly kind: string;
  /** Lower-case names; credentials and signatures left out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly receivedAt: Date;
};

export type QuarantinedPart = {
  /** Where in the body: an RFC 6901 pointer, `line 12`, or `` for all of it. */
  readonly place: string;
  readonly bytes: Buffer;
  readonly reason: string;
};

export type Quarantined = QuarantinedPart & {
  readonly id: string;
  readonly receipt: string;
  readonly source: string;
  readonly connection: string;
  readonly at: Date;
  /** How often it was met. */
  readonly seen: number;
};

/** What became of a receipt. */
export type ReceiptState = {
  readonly id: string;
  /** `undefined` while it waits. */
  readonly processedAt: Date | undefined;
  /** Everything it says stands in the log up to here; `undefined` while it waits, and where it states no facts. */
  readonly position: Position | undefined;
  readonly receivedAt: Date;
  /** How often processing it has failed. */
  readonly attempts: number;
  /** How many of its parts could not be processed. */
  readonly quarantined: number;
};

/** What processing left behind, beside the events: poison parts, and counts of what was kept but not understood. */
export type ProcessingOutcome = {
  readonly quarantined: ReadonlyArray<QuarantinedPart>;
  /** For example `{'topic company.foo': 3, 'property custom_x': 1}`. */
  readonly notUnderstood: Readonly<Record<string, number>>;
  /** Where in the log the last of its facts stands at the latest; `undefined` where it states none. */
  readonly position?: Position | undefined;
};

export type WaitingReceipt = Receipt & {
  /** How often processing it has failed. */
  readonly attempts: number;
};

/** A failed receipt stays waiting, with one more attempt to its name. */
export type ProcessingResult =
  | ({ readonly _tag: 'Processed' } & ProcessingOutcome)
  | { readonly _tag: 'Failed'; readonly reason: string };

/** One result a receipt, in their order. When it rejects, nothing was processed and all of them go on waiting. */
export type ProcessReceipts = (receipts: ReadonlyArray<WaitingReceipt>) => Promise<ReadonlyArray<ProcessingResult>>;

export type ProcessedBefore = {
  readonly source: string;
  readonly connection: string;
  /** The id to go on after; from the first when left out. */
  readonly after?: string | undefined;
  readonly limit: number;
};

export type OfConnection = { readonly source: string; readonly connection: string };

/** What a connection was given. */
export type Deliveries = OfConnection & {
  /** When the last one came that was new. */
  readonly lastAt: Date;
  /** Kept, and not processed yet. */
  readonly waiting: number;
  /** Parts that could not be processed. */
  readonly quarantined: number;
};

export type Receipts = {
  /** Resolves once the receipt is durable. Keeping it again changes nothing but its delivery count. */
  readonly keep: (receipt: Receipt) => Promise<'new' | 'known'>;
  /**
   * Runs `work` on the oldest waiting receipts, at most `limit` and no more than fit in memory, each claimed by one
   * caller at a time. Returns how many there were; rejects as `work` does.
   */
  readonly processWaiting: (limit: number, work: ProcessReceipts) => Promise<number>;
  /** Keeps receipts and processes them in one step, for bytes that can be had again. Those processed before are left out; returns how many were not. */
  readonly processNow: (receipts: ReadonlyArray<Receipt>, work: ProcessReceipts) => Promise<number>;
  /**
   * Runs `work` once more on receipts of a connection that were processed before, in the order of their ids, at most `limit` and no
   * more than fit in memory. What it puts aside takes the place of what was put aside before; what is not understood is not counted
   * again, and what fails stays as it was. Returns the last id there was, `undefined` after the end; rejects as `work` does.
   */
  readonly processAgain: (of: ProcessedBefore, work: ProcessReceipts) => Promise<string | undefined>;
  readonly waiting: () => Promise<number>;
  /** Of the receipts with these ids, those there are. */
  readonly states: (ids: ReadonlyArray<string>) => Promise<ReadonlyArray<ReceiptState>>;
  /** Of all connections, or of one; the latest first. */
  readonly quarantine: (limit: number, of?: OfConnection) => Promise<ReadonlyArray<Quarantined>>;
  /** Of the connections that anything was ever delivered to, pushed or pulled. */
  readonly deliveries: () => Promise<ReadonlyArray<Deliveries>>;
  /** By `source/connection what`. */
  readonly notUnderstood: () => Promise<Readonly<Record<string, number>>>;
};

/** A raw record by its key, and what it is a record of, such as an account. */
export type ClaimedRecord = { readonly key: string; readonly of: string };
/** `known` belongs to another receipt that said the same; `contradicted` was said to be of something else before. */
export type Claim = 'own' | 'known' | 'contradicted';

/** Decides, once and durably, which receipt a raw record belongs to, so that it is counted once however often it is delivered. */
export type RecordClaims = {
  /** By key what became of each: claimed now, or claimed before. Of several of one key, the first is claimed. */
  readonly claim: (receipt: string, records: ReadonlyArray<ClaimedRecord>) => Promise<ReadonlyMap<string, Claim>>;
};
