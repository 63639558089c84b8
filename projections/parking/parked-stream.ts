import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { Position } from '../../application/position.js';
import type { FailedEvent } from '../folding/failed-event.js';
import type { SkippedEvent } from './skipped-event.js';

/** A stream that a reader has put aside from one of its events on, in one or more partitions. What is later waits too. */
export type ParkedStream = {
  readonly streamName: string;
  readonly partitions: ReadonlyArray<number>;
  /** Of the event that could not be handled. */
  readonly revision: bigint;
  readonly position: Position;
  readonly eventId: string;
  readonly eventType: string;
  /** Why; nothing of the event's data. */
  readonly reason: string;
};

/** The event's stream, put aside from that event on in these partitions. */
export const parkedFrom = (
  { _tag, partition: _, ...event }: FailedEvent,
  partitions: ReadonlyArray<number>,
): ParkedStream => ({
  ...event,
  partitions,
});

type Place = Pick<RecordedEvent, 'id' | 'streamName' | 'revision'>;

/** What a reader leaves out, by partition: looked up for each row an event concerns. */
export type Parked = {
  /** Nothing at all is left out. */
  readonly isEmpty: () => boolean;
  readonly streams: () => ReadonlyArray<string>;
  /** Whether the event waits with its stream, or was set aside for good. */
  readonly leavesOut: (event: Place, partition: number) => boolean;
  readonly add: (stream: ParkedStream) => void;
  readonly remove: (streamName: string) => void;
};

const skippedPlace = (eventId: string, partition: number): string => `${partition} ${eventId}`;

export const makeParked = (
  streams: ReadonlyArray<ParkedStream>,
  skippedEvents: ReadonlyArray<SkippedEvent> = [],
): Parked => {
  const revisions = new Map<string, Map<number, bigint>>();
  const skipped = new Set(
    skippedEvents.flatMap(({ eventId, partitions }) => partitions.map((each) => skippedPlace(eventId, each))),
  );
  const add = ({ streamName, partitions, revision }: ParkedStream): void => {
    const parked = revisions.get(streamName) ?? new Map<number, bigint>();
    for (const partition of partitions) {
      const before = parked.get(partition);
      if (before === undefined || revision < before) parked.set(partition, revision);
    }
    revisions.set(streamName, parked);
  };
  streams.forEach(add);
  return {
    isEmpty: () => revisions.size === 0 && skipped.size === 0,
    streams: () => [...revisions.keys()],
    leavesOut: ({ id, streamName, revision }, partition) => {
      const from = revisions.get(streamName)?.get(partition);
      return (from !== undefined && revision >= from) || skipped.has(skippedPlace(id, partition));
    },
    add,
    remove: (streamName) => {
      revisions.delete(streamName);
    },
  };
};
