export type Latch = { readonly wake: () => void; readonly wait: () => Promise<void> };

/** `wait` ends with the next `wake`. Whoever waits looks at what it waits for first, in the same turn, and again after it. */
export const makeLatch = (): Latch => {
  let resume: (() => void) | undefined;
  return {
    wake: () => resume?.(),
    wait: () =>
      new Promise<void>((resolve) => {
        resume = resolve;
      }),
  };
};
