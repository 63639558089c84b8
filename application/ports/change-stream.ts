/** Where a stream goes on: after an event, or where the vendor's memory begins or ends. */
export type ReplayFrom = { readonly _tag: 'After'; readonly replayId: string } | { readonly _tag: 'Earliest' };

export type StreamedEvent = {
  readonly id: string;
  readonly schemaId: string;
  /** Base64. */
  readonly replayId: string;
  /** In Avro, by the schema of that id. */
  readonly payload: Buffer;
};

export type StreamedBatch = {
  /** None where the vendor had nothing more within the time that it is waited for. */
  readonly events: ReadonlyArray<StreamedEvent>;
  /** Base64; where the stream stands after them, which moves on also while there are no events. */
  readonly latestReplayId: string;
};

/** What the vendor lets in: an access token, the address of the instance, and the id of the organisation. */
export type StreamAccess = { readonly accessToken: string; readonly instanceUrl: string; readonly tenantId: string };

/** Thrown: the token is no good any more; the place asked for is no longer kept; nobody answers; or we may not. */
export type StreamFailure =
  | { readonly _tag: 'StreamUnauthenticated' }
  | { readonly _tag: 'ReplayLost'; readonly reason: string }
  | { readonly _tag: 'StreamUnavailable'; readonly reason: string }
  | { readonly _tag: 'StreamRefused'; readonly reason: string };

/** A vendor's stream of change events, which is asked for batch by batch. Rejects with `StreamFailure`. */
export type ChangeStream = {
  readonly subscribe: (access: StreamAccess, topic: string, from: ReplayFrom) => AsyncIterable<StreamedBatch>;
  /** The Avro schema of that id, as JSON. */
  readonly schema: (access: StreamAccess, schemaId: string) => Promise<string>;
};
