import type { LogBatch, RecordedEvent, UndecodableEvent } from '../../application/ports/event-store.js';
import { comparePositions, type Position, positionToText } from '../../application/position.js';
import { isTagged } from '../../domain/errors.js';
import { partitionOf } from '../partitions.js';

/** An event that could not be folded, or not even read. */
export type FailedEvent = {
  readonly _tag: 'FailedEvent';
  readonly streamName: string;
  readonly revision: bigint;
  readonly position: Position;
  readonly eventId: string;
  readonly eventType: string;
  /** Of the row that could not fold it; `undefined` where it fails for every row. */
  readonly partition?: number;
  /** Which event and why; nothing of its data. */
  readonly reason: string;
};

export const isFailedEvent = isTagged<FailedEvent>('FailedEvent');

/** What was thrown, in words for an operator. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : 'a value that is not an error was thrown';

/** The event is to blame. */
export const failedBy = (event: RecordedEvent, why: string): FailedEvent => failed(event, event.event.type, why);

/** What was thrown and where: not its message, which may hold some of the event's data. */
const thrown = (error: unknown): string => {
  if (!(error instanceof Error)) return reasonOf(error);
  const [, place = 'an unknown place'] = /\n\s+at .*?([\w.-]+:\d+:\d+)/.exec(error.stack ?? '') ?? [];
  return `${error.name} at ${place}`;
};

const failed = (
  { id, streamName, revision, position }: RecordedEvent | UndecodableEvent,
  eventType: string,
  why: string,
): FailedEvent => ({
  _tag: 'FailedEvent',
  streamName,
  revision,
  position,
  eventId: id,
  eventType,
  reason: `${eventType} ${id} of ${streamName} at ${positionToText(position)}: ${why}`,
});

/** The log holds what this code cannot read: which fields, and nothing of their values. */
export const unreadable = (event: UndecodableEvent): FailedEvent =>
  failed(
    event,
    event.type,
    event.error.violations.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join('; '),
  );

/** What of a batch comes before a position; `undefined` if nothing does. */
export const partBefore = (batch: LogBatch, position: Position): LogBatch | undefined => {
  const events = batch.events.filter((event) => comparePositions(event.position, position) < 0);
  const last = events.at(-1);
  return last === undefined ? undefined : { events, position: last.position, caughtUp: false };
};

/** Throws a `FailedEvent` for whatever the work throws, of the partition of the key if the work is for that alone. */
export const blaming = <A>(event: RecordedEvent, work: (event: RecordedEvent) => A, key?: string): A => {
  try {
    return work(event);
  } catch (error) {
    const failedEvent = failedBy(event, thrown(error));
    throw key === undefined ? failedEvent : { ...failedEvent, partition: partitionOf(key) };
  }
};

/** Throws a `FailedEvent` for the last event that a row folded, for whatever the work with that row throws. */
export const blamingLast = <A>(folded: ReadonlyArray<RecordedEvent>, work: () => A, key: string): A => {
  const last = folded.at(-1);
  return last === undefined ? work() : blaming(last, work, key);
};
