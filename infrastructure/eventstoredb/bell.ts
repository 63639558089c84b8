/** Lets one listener sleep until it rings, or for so many milliseconds; a ring that nobody waited for is heard next time. */
export const makeBell = () => {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: (): void => {
      rung = true;
      wake?.();
    },
    /** Whether it rang. */
    heard: async (withinMs?: number): Promise<boolean> => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = withinMs === undefined ? undefined : setTimeout(resolve, withinMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const heard = rung;
      rung = false;
      wake = undefined;
      return heard;
    },
  };
};
