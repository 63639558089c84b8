import type { Store } from '../store/store.js';

export type GroupCommit = {
  /** Runs `work` with the other works of this turn of the event loop in one transaction; answers when it is durable. */
  readonly commit: <A>(work: () => A) => Promise<A>;
  /** Commits what waits, now. */
  readonly flush: () => void;
};

type Waiting = { readonly run: () => void; readonly resolve: () => void; readonly reject: (error: unknown) => void };

export const makeGroupCommit = (
  store: Store,
  on: { readonly committed: () => void; readonly rolledBack: () => void },
): GroupCommit => {
  let waiting: Array<Waiting> = [];

  const flush = () => {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      store.transaction(() => {
        for (const { run } of group) run();
      });
    } catch (error) {
      on.rolledBack();
      for (const { reject } of group) reject(error);
      return;
    }
    for (const { resolve } of group) resolve();
    on.committed();
  };

  return {
    flush,
    commit: (work) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        let take: () => void;
        waiting.push({
          run: () => {
            const result = work();
            take = () => resolve(result);
          },
          resolve: () => take(),
          reject,
        });
      }),
  };
};
