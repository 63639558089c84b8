import type { Position } from '../../../application/position.js';
import type { StoredEvent } from '../../../infrastructure/envelope/stored-event.js';
import type { Mail } from '../../../infrastructure/eventstoredb/inbox.js';
import type { SubscribeToStored } from '../../../infrastructure/eventstoredb/subscribe-to-stored.js';
import type { EventIdAt } from '../../../infrastructure/log-archive/archived-subscription.js';

export const at = (place: number): Position => ({ commit: BigInt(place), prepare: BigInt(place) });

const eventAt = (place: number, name: string): StoredEvent => ({
  id: `${name}-${place}`,
  streamName: `usage-${place % 3}`,
  revision: BigInt(place),
  position: at(place),
  recordedAt: new Date(place),
  type: place % 2 === 0 ? 'SeatsChanged' : 'FeatureAdopted',
  data: { place, text: 'x'.repeat(place % 17) },
  metadata: { actor: `user:${place % 4}` },
});

/** A log in memory, whose positions have gaps. It counts how many events were read from it. */
export const makeFakeLog = (name = 'e') => {
  const events: Array<StoredEvent> = [];
  const waiting = new Set<() => void>();
  let read = 0;
  let place = 0;
  const live: SubscribeToStored = async function* ({ after, types, maxBatch = 7, signal }): AsyncGenerator<Mail> {
    let next = events.findIndex(({ position }) => after === undefined || position.commit > after.commit);
    if (next < 0) next = events.length;
    while (!signal.aborted) {
      const batch = events.slice(next, next + maxBatch);
      next += batch.length;
      read += batch.length;
      const wanted = batch.filter(({ type }) => types === undefined || types.some((one) => one === type));
      yield {
        events: wanted,
        position: batch.at(-1)?.position ?? after ?? at(place),
        caughtUp: next === events.length,
      };
      if (next < events.length || signal.aborted) continue;
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  };
  const eventIdAt: EventIdAt = async ({ commit }) => events.find(({ position }) => position.commit === commit)?.id;
  return {
    live,
    eventIdAt,
    events: (): ReadonlyArray<StoredEvent> => events,
    read: (): number => read,
    append: (...gaps: ReadonlyArray<number>): void => {
      for (const gap of gaps) {
        place += gap;
        events.push(eventAt(place, name));
      }
      for (const wake of waiting) wake();
      waiting.clear();
    },
  };
};
