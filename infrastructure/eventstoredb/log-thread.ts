import { parentPort, workerData } from 'node:worker_threads';
import { EventStoreDBClient } from '@eventstore/db-client';
import { encodeSegment } from '../log-archive/segment.js';
import {
  type FromLogThread,
  type LogThreadOptions,
  PARCELS_UNDER_WAY,
  type ToLogThread,
} from './log-thread-messages.js';
import { logUnavailable } from './log-unavailable.js';
import { makeRoom } from './room.js';
import { subscribeToStoredBy } from './subscribe-to-stored.js';

type Served = { readonly room: ReturnType<typeof makeRoom>; readonly stop: AbortController };

const { connectionString, categories }: LogThreadOptions = workerData;
const subscribe = subscribeToStoredBy(EventStoreDBClient.connectionString(connectionString), categories);
const served = new Map<number, Served>();

const send = (message: FromLogThread, transfer: ReadonlyArray<ArrayBuffer> = []): void =>
  parentPort?.postMessage(message, [...transfer]);

const serve = async ({ id, options }: Extract<ToLogThread, { _tag: 'Subscribe' }>): Promise<void> => {
  const stop = new AbortController();
  const room = makeRoom(PARCELS_UNDER_WAY);
  served.set(id, { room, stop });
  try {
    await room.taken();
    for await (const { events, position, caughtUp } of subscribe({ ...options, signal: stop.signal })) {
      const segment = encodeSegment(events);
      send({ _tag: 'Parcel', id, segment, position, caughtUp }, [segment.buffer]);
      await room.taken();
    }
  } catch (error) {
    send({ _tag: 'Broken', id, reason: logUnavailable(error).reason });
  } finally {
    served.delete(id);
  }
};

parentPort?.on('message', (message: ToLogThread) => {
  if (message._tag === 'Subscribe') void serve(message);
  if (message._tag === 'Taken') served.get(message.id)?.room.free();
  if (message._tag === 'Unsubscribe') {
    served.get(message.id)?.stop.abort();
    served.get(message.id)?.room.free();
  }
});
