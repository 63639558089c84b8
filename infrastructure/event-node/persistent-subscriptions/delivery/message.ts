/** Where a message comes from: the log, by its revision or position there, or the parked stream, by its revision in that. */
export type Origin = {
  readonly _tag: 'Log' | 'Parked';
  readonly place: number;
};

export type Message<A> = {
  readonly origin: Origin;
  /** Consumers answer by it. Two events may have the same. */
  readonly id: string;
  /** What the strategy Pinned keeps together. */
  readonly pinnedBy: string;
  readonly content: A;
};

/** A message on its way, with how often it has been given back. */
export type Delivery<A> = {
  readonly message: Message<A>;
  /** Grows with every message that the group takes up. */
  readonly sequence: number;
  readonly retryCount: number;
};
