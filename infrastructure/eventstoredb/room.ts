/** So many places, taken by one and freed by another. */
export const makeRoom = (places: number) => {
  let left = places;
  let wake: (() => void) | undefined;
  return {
    /** Resolves once a place was free, and is taken. */
    taken: async (): Promise<void> => {
      while (left === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      left--;
    },
    free: (): void => {
      left++;
      wake?.();
    },
  };
};
