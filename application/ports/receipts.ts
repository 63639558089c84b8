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
};

/** What processing left behind, beside the events: poison parts, and counts of what was kept but not understood. */
export type ProcessingOutcome = {
  readonly quarantined: ReadonlyArray<QuarantinedPart>;
  /** For example `{'topic company.foo': 3, 'property custom_x': 1}`. */
  readonly notUnderstood: Readonly<Record<string, number>>;
};

export type Receipts = {
  /** Resolves once the receipt is durable. Keeping it again changes nothing but its delivery count. */
  readonly keep: (receipt: Receipt) => Promise<'new' | 'known'>;
  /** Runs `work` on the oldest waiting receipts, each claimed by one caller at a time; one that throws waits for the next round. Returns how many were processed. */
  readonly processWaiting: (limit: number, work: (receipt: Receipt) => Promise<ProcessingOutcome>) => Promise<number>;
  readonly waiting: () => Promise<number>;
  readonly quarantine: (limit: number) => Promise<ReadonlyArray<Quarantined>>;
  readonly notUnderstood: () => Promise<Readonly<Record<string, number>>>;
};

/** Decides, once and durably, which receipt a raw record belongs to, so that it is counted once however often it is delivered. */
export type RecordClaims = {
  /** Of these keys, those that belong to this receipt: claimed now, or claimed by it before. */
  readonly claim: (receipt: string, keys: ReadonlyArray<string>) => Promise<ReadonlySet<string>>;
};
