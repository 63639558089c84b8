import type { Position } from '../application/position.js';

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

/** What is parked, by partition: looked up for each row an event concerns. */
export type Parked = {
  readonly isEmpty: () => boolean;
  readonly has: (streamName: string, partition: number) => boolean;
  readonly add: (stream: ParkedStream) => void;
  readonly remove: (streamName: string) => void;
};

export const makeParked = (streams: ReadonlyArray<ParkedStream>): Parked => {
  const partitions = new Map<string, Set<number>>();
  const add = (stream: ParkedStream): void => {
    const parked = partitions.get(stream.streamName) ?? new Set();
    for (const partition of stream.partitions) parked.add(partition);
    partitions.set(stream.streamName, parked);
  };
  streams.forEach(add);
  return {
    isEmpty: () => partitions.size === 0,
    has: (streamName, partition) => partitions.get(streamName)?.has(partition) === true,
    add,
    remove: (streamName) => {
      partitions.delete(streamName);
    },
  };
};
