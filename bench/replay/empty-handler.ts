import type { EventStore } from '../../application/ports/event-store.js';

/** Seconds until so many events, from the start of the log, were read and decoded, with nothing done to them. */
export const decodedOnly = async ({ subscribeToAll }: EventStore, events: number): Promise<number> => {
  const startedAt = performance.now();
  const done = new AbortController();
  let seen = 0;
  for await (const batch of subscribeToAll({ after: undefined, maxBatch: 1_000, signal: done.signal })) {
    seen += batch.events.length;
    if (seen >= events) break;
  }
  done.abort();
  return (performance.now() - startedAt) / 1000;
};
