import type { Failure } from '../errors.js';
import type { EventToSend } from '../wire/encode-event.js';
import { type Latencies, type Meter, makeLatencies, makeMeter } from './statistics.js';

/** A call that reads from a group. */
export type Consumer = {
  readonly slots: number;
  /** The address it calls from. */
  readonly from: string;
  readonly userName: string;
  readonly connectionName: string;
  /** A promise while its connection is slower than the node. */
  readonly send: (event: EventToSend, retryCount: number) => Promise<void> | undefined;
  readonly fail: (failure: Failure) => void;
};

export type ConnectedConsumer = {
  readonly consumer: Consumer;
  readonly meter: Meter;
  /** Undefined unless the group's settings ask for them. */
  readonly latencies: Latencies | undefined;
};

export const connected = (consumer: Consumer, extraStatistics: boolean, now: number): ConnectedConsumer => ({
  consumer,
  meter: makeMeter(now),
  latencies: extraStatistics ? makeLatencies() : undefined,
});
