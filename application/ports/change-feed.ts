/** A hint that a row of a read model changed, sent after commit. It carries no data: the receiver reads the read model. */
export type ChangeNotice = { readonly readModel: string; readonly key: string; readonly position: string };

/** Notices may be lost, repeated or reordered; nobody may depend on getting one. */
export type ChangeFeed = {
  readonly publish: (notices: ReadonlyArray<ChangeNotice>) => void;
  /** Returns the way to stop. A listener that throws does not reach the publisher. */
  readonly subscribe: (readModel: string, listener: (notice: ChangeNotice) => void) => () => void;
};
