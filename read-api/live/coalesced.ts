type Work<P> = (key: string, latest: P) => Promise<void>;

/**
 * Runs work by key: a few keys at a time, one run of a key at a time, and everything asked of a key while it runs or
 * waits is one more run, with what was said last. So it holds one entry a key, however fast it is asked.
 */
export const coalesced = <P>(atOnce: number, work: Work<P>): ((key: string, said: P) => void) => {
  const waiting = new Map<string, P>();
  const running = new Set<string>();

  const start = (): void => {
    for (const [key, said] of waiting) {
      if (running.size >= atOnce) return;
      if (running.has(key)) continue;
      waiting.delete(key);
      running.add(key);
      void work(key, said).finally(() => {
        running.delete(key);
        start();
      });
    }
  };

  return (key, said) => {
    waiting.set(key, said);
    start();
  };
};
