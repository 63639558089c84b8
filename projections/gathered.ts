type Waiting<Asked, A> = {
  readonly asked: Asked;
  readonly done: (answer: A) => void;
  readonly fail: (error: unknown) => void;
};

/** How many reads are under way at a time, and for how many who ask each of them may be. */
type Bounds = { readonly lanes: number; readonly most: number };

/**
 * Answers many who ask by one read: whoever asks while all lanes are busy waits for the next read, which is for all who wait.
 * What each is told was read after it asked. `read` answers in the order of what it is asked; where it fails, it fails for them alone.
 */
export const gathered = <Asked, A>(
  read: (asked: ReadonlyArray<Asked>) => Promise<ReadonlyArray<A>>,
  { lanes, most }: Bounds,
): ((asked: Asked) => Promise<A>) => {
  const waiting: Array<Waiting<Asked, A>> = [];
  let underWay = 0;

  const answer = async (batch: ReadonlyArray<Waiting<Asked, A>>): Promise<void> => {
    try {
      const answers = await read(batch.map(({ asked }) => asked));
      for (const [i, { done }] of batch.entries()) done(answers[i] as A);
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
  };
  const next = (): void => {
    if (underWay === lanes || waiting.length === 0) return;
    underWay += 1;
    void answer(waiting.splice(0, most)).then(() => {
      underWay -= 1;
      next();
    });
  };
  return (asked) =>
    new Promise((done, fail) => {
      waiting.push({ asked, done, fail });
      /** Not at once: whose requests came in the same turn of the event loop are asked for together. */
      setImmediate(next);
    });
};
