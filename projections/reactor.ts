import type { RecordedEvent } from '../application/ports/event-store.js';
import type { EventType } from '../domain/catalogue.js';

/**
 * Acts on what happened: scores, alerts, mail. Has a durable position of its own and is never run by a rebuild. Each
 * event reaches it at least once, so what it does must bear repetition.
 */
export type Reactor = {
  readonly name: string;
  readonly handles: ReadonlyArray<EventType>;
  /** Where it starts when it runs for the first time. */
  readonly startsAt: 'start-of-log' | 'now';
  /** Projections whose rows it reads: it is called only once they have come as far as the events it is given. */
  readonly readsAfter: ReadonlyArray<string>;
  /** While behind, how many events it is given at once; all that happened where that is fewer. */
  readonly atOnce: number;
  /**
   * Tried again with backoff until it resolves. Where it rejects with `UnreadableStream`, the streams of the events that
   * need what cannot be read are put aside.
   */
  readonly react: (events: ReadonlyArray<RecordedEvent>) => Promise<void>;
};

const PREFIX = 'reactor:';

/** The name under which a reactor keeps its checkpoint, its lease and what it has put aside. */
export const reactorLease = ({ name }: Pick<Reactor, 'name'>): string => `${PREFIX}${name}`;

/** The name of the reactor that keeps its checkpoint under this name; `undefined` if a generation of a read model does. */
export const reactorOf = (lease: string): string | undefined =>
  lease.startsWith(PREFIX) ? lease.slice(PREFIX.length) : undefined;
