import type { LogBatch, UndecodableEvent } from '../../application/ports/event-store.js';
import { type EventType, eventCatalogue } from '../../domain/catalogue.js';
import type { Checkpoint } from '../read-store.js';
import type { ReaderStatus } from './reader-status.js';

/**
 * `stopped` once it goes no further until someone looks; `lost` once what it reads for belongs to another process;
 * `set-back` once the store, after a crash, stands before what it had said was done: what comes next would leave a gap.
 */
export type Outcome = 'handled' | 'stopped' | 'lost' | 'set-back';

/** Someone who follows the log at a pace of its own, from a durable place of its own: a projection or a reactor. */
export type LogReader = {
  readonly name: string;
  readonly handles: ReadonlySet<EventType>;
  /** Reads the place to go on from, waiting for the store as long as it takes. */
  readonly start: (signal: AbortSignal) => Promise<Checkpoint | 'stopped' | 'lost'>;
  /** Handles a batch for good, trying again where that may help. */
  readonly handle: (batch: LogBatch, signal: AbortSignal) => Promise<Outcome>;
  /** Called when nothing came for a while though the log is in reach. */
  readonly idle: (signal: AbortSignal) => Promise<Outcome>;
  /** Goes no further until someone looks: what it would be given is not to be trusted. */
  readonly halt: (reason: string) => void;
  readonly status: () => ReaderStatus;
};

/** An event that cannot be read concerns whoever handles its type; one of an unknown type might concern anybody. */
export const concerns = (handles: ReadonlySet<string>, { type }: UndecodableEvent): boolean =>
  handles.has(type) || !Object.hasOwn(eventCatalogue, type);
