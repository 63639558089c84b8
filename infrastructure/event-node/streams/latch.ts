export type Latch = { readonly wake: () => void; readonly wait: () => Promise<void> };

/** `wait` ends with the next `wake`, or at once when there was one since the last `wait`. */
export const makeLatch = (): Latch => {
  let woken = false;
  let resume: (() => void) | undefined;
  return {
    wake: () => {
      woken = true;
      resume?.();
    },
    wait: async () => {
      if (!woken) {
        await new Promise<void>((resolve) => {
          resume = resolve;
        });
        resume = undefined;
      }
      woken = false;
    },
  };
};
