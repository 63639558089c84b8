type Waiter<A, B> = {
  readonly item: A;
  readonly resolve: (result: B) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Collects what concurrent callers ask for and does it as one: everything that came in while the group before was under
 * way, at most `largest` items. Each caller gets the result of its own item; a group that fails fails all its callers.
 */
export const groupCommit = <A, B>(
  commit: (items: ReadonlyArray<A>) => Promise<ReadonlyArray<B>>,
  largest: number,
): ((item: A) => Promise<B>) => {
  let waiting: Array<Waiter<A, B>> = [];
  let running = false;

  const commitGroup = async (group: ReadonlyArray<Waiter<A, B>>): Promise<void> => {
    try {
      const results = await commit(group.map(({ item }) => item));
      for (const [i, { resolve, reject }] of group.entries()) {
        const result = results[i];
        if (result === undefined) reject(new Error('A group was committed without a result for each item.'));
        else resolve(result);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  };

  const run = async (): Promise<void> => {
    running = true;
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = waiting.slice(0, largest);
      waiting = waiting.slice(largest);
      await commitGroup(group);
    }
    running = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void run();
    });
};
