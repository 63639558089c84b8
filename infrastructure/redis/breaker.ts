/** Leaves what failed alone for a while: until then nothing is tried, and nothing is the answer. */
export const makeBreaker = (
  restMs: number,
  now: () => number = () => performance.now(),
): { readonly tried: <A>(call: () => Promise<A>) => Promise<A | undefined> } => {
  let openUntil = Number.NEGATIVE_INFINITY;
  return {
    tried: async (call) => {
      if (now() < openUntil) return undefined;
      try {
        return await call();
      } catch {
        openUntil = now() + restMs;
        return undefined;
      }
    },
  };
};
