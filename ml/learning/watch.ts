/** Follows a training: told of each round, and asked before it whether to go on. */
export type Watch = {
  readonly round: (done: number, of: number) => void;
  readonly isCancelled: () => boolean;
};

export const unwatched: Watch = { round: () => undefined, isCancelled: () => false };
