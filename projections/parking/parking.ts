import type { ParkedStream } from './parked-stream.js';
import type { SkippedEvent } from './skipped-event.js';

/** A parked stream as the operator sees it. */
export type ParkedEntry = ParkedStream & {
  /** Of the read model, or `reactor:` and the reactor's name. */
  readonly reader: string;
  readonly parkedAt: Date;
  readonly isRepairAsked: boolean;
};

export type SkippedEntry = SkippedEvent & { readonly reader: string; readonly skippedAt: Date };

/**
 * What operators do about parked streams, from any process: projectors look at it once a second. Live generations only.
 * Every function rejects with `StoreUnavailable` when the store cannot be reached.
 */
export type Parking = {
  readonly list: () => Promise<ReadonlyArray<ParkedEntry>>;
  readonly skipped: () => Promise<ReadonlyArray<SkippedEntry>>;
  /** Asks for the stream to be read again from where it was parked. Says whether it is parked at all. */
  readonly askRepair: (reader: string, streamName: string) => Promise<boolean>;
  /**
   * Sets an event aside for ever, wherever its stream is parked at it or before it. Says whether that is so anywhere;
   * where the event was folded, it stays.
   */
  readonly skip: (
    reader: string,
    event: Omit<SkippedEvent, 'partitions'> & { readonly revision: bigint },
  ) => Promise<boolean>;
};

/** The reader that keeps its checkpoints under this name. */
export const readerOf = (name: string): string => name.replace(/_v\d+_g\d+$/, '');
