import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { type DecodeError, isTagged } from '../../domain/errors.js';
import type { Metadata } from '../metadata.js';
import type { Position } from '../position.js';

/** An event as the log keeps it, decrypted, upcast and decoded. */
export type RecordedEvent<E extends DomainEvent = DomainEvent> = {
  readonly id: string;
  readonly streamName: string;
  /** 0-based place in its stream. */
  readonly revision: bigint;
  readonly position: Position;
  /** When the log took it: the second clock. */
  readonly recordedAt: Date;
  readonly event: E;
  readonly metadata: Metadata;
};

/** An event this code cannot read: unknown type, newer version, damaged bytes. Never skipped in silence. */
export type UndecodableEvent = {
  readonly id: string;
  readonly streamName: string;
  readonly revision: bigint;
  readonly position: Position;
  readonly recordedAt: Date;
  readonly type: string;
  readonly error: DecodeError;
};

export type EventToAppend = { readonly id: string; readonly event: DomainEvent; readonly metadata: Metadata };

/** A revision the stream must have, `no-stream` if it must not exist, `any` to not care. */
export type ExpectedRevision = bigint | 'no-stream' | 'any';

export type AppendResult = { readonly revision: bigint; readonly position: Position };

export type VersionConflict = { readonly _tag: 'VersionConflict'; readonly streamName: string };
/** The log did not answer, or refused for a reason that is not about versions. Safe to try again: event ids make it idempotent. */
export type LogUnavailable = { readonly _tag: 'LogUnavailable'; readonly reason: string };
/** More than the log takes in one append, in bytes as it would be kept. What several events are too large for, each may not be. */
export type AppendTooLarge = {
  readonly _tag: 'AppendTooLarge';
  readonly streamName: string;
  readonly bytes: number;
  readonly limit: number;
};
export type UnreadableStream = { readonly _tag: 'UnreadableStream'; readonly event: UndecodableEvent };

export type AppendToStream = (
  streamName: string,
  expected: ExpectedRevision,
  events: ReadonlyArray<EventToAppend>,
) => TaskEither<VersionConflict | LogUnavailable | AppendTooLarge, AppendResult>;

/** All events of a stream in order; none if it does not exist, or was deleted. */
export type ReadStream = (
  streamName: string,
) => TaskEither<LogUnavailable | UnreadableStream, ReadonlyArray<RecordedEvent>>;

/** The events of a stream from a revision on, in order; one that cannot be read stands in its place. */
export type ReadStreamFrom = (
  streamName: string,
  revision: bigint,
) => TaskEither<LogUnavailable, ReadonlyArray<RecordedEvent | UndecodableEvent>>;

/** What arrived since the last batch, in log order. Everything up to `position` has been seen; store it only once the events are handled. */
export type LogBatch = {
  readonly events: ReadonlyArray<RecordedEvent | UndecodableEvent>;
  readonly position: Position;
  /** The subscription stood at the head of the log when this batch was cut. */
  readonly caughtUp: boolean;
};

export type SubscriptionOptions = {
  /** Exclusive; `undefined` for the start of the log. */
  readonly after: Position | undefined;
  /** Only events of these types are decoded and delivered; undefined for every type of the catalogue. */
  readonly types?: ReadonlyArray<DomainEvent['type']>;
  /** Events a batch holds at most. */
  readonly maxBatch?: number;
  readonly signal: AbortSignal;
};

/**
 * Follows the log for ever: history first, then live, without gap or repeat. Batches grow with the consumer's slowness
 * and are single events when idle. Throws `LogUnavailable` when the connection breaks: the caller subscribes again
 * after its last handled position. Ends when the signal aborts.
 */
export type SubscribeToAll = (options: SubscriptionOptions) => AsyncIterable<LogBatch>;

/** The position of the last event of the log, `undefined` while it is empty. */
export type ReadHead = () => TaskEither<LogUnavailable, Position | undefined>;

export type EventPlace = Pick<RecordedEvent, 'position' | 'recordedAt'>;

/** Where the events of our streams up to a position stand, the last first. Throws `LogUnavailable`. */
export type PlacesBackwards = (upTo: Position) => AsyncIterable<EventPlace>;

export type EventStore = {
  readonly append: AppendToStream;
  readonly readStream: ReadStream;
  readonly readStreamFrom: ReadStreamFrom;
  readonly placesBackwards: PlacesBackwards;
  readonly subscribeToAll: SubscribeToAll;
  readonly readHead: ReadHead;
};

export const isUndecodable = (event: RecordedEvent | UndecodableEvent): event is UndecodableEvent => 'error' in event;

export const isLogUnavailable = isTagged<LogUnavailable>('LogUnavailable');
export const isUnreadableStream = isTagged<UnreadableStream>('UnreadableStream');
