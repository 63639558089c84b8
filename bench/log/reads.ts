import { EventStoreDBClient, START } from '@eventstore/db-client';
import { seededEvents } from './events.js';

const EVENTS_A_STREAM = 20;

export type ReadRates = {
  readonly all: number;
  readonly catchUp: number;
  /** Events a second in streams of twenty, one stream after another. */
  readonly streams: number;
  readonly sixteenStreamsAtATime: number;
};

const timed = async (work: () => Promise<number>): Promise<number> => {
  const startedAt = performance.now();
  const events = await work();
  return (events * 1000) / (performance.now() - startedAt);
};

/** Events a second that one client reads, of the events that are there and of `streams` short ones that it appends first. */
export const readRates = async (
  connectionString: string,
  {
    events,
    streams,
    seed,
    size,
  }: { readonly events: number; readonly streams: number; readonly seed: number; readonly size: number },
): Promise<ReadRates> => {
  const client = EventStoreDBClient.connectionString(connectionString);
  const next = seededEvents(seed, size);
  for (let number = 0; number < streams; number += 1) {
    await client.appendToStream(
      `short-${number}`,
      Array.from({ length: EVENTS_A_STREAM }, () => next()),
    );
  }
  const count = async (source: AsyncIterable<unknown>): Promise<number> => {
    let read = 0;
    for await (const _ of source) read += 1;
    return read;
  };
  const catchUp = async (): Promise<number> => {
    let read = 0;
    for await (const _ of client.subscribeToAll({ fromPosition: START })) {
      read += 1;
      if (read === events) break;
    }
    return read;
  };
  const readStreams = async (atATime: number): Promise<number> => {
    let number = 0;
    let read = 0;
    const reader = async (): Promise<void> => {
      for (let one = number++; one < streams; one = number++) {
        const events = await count(client.readStream(`short-${one}`));
        read += events;
      }
    };
    await Promise.all(Array.from({ length: atATime }, reader));
    return read;
  };

  await count(client.readAll({ maxCount: events }));
  const rates = {
    all: await timed(() => count(client.readAll({ maxCount: events }))),
    catchUp: await timed(catchUp),
    streams: await timed(() => readStreams(1)),
    sixteenStreamsAtATime: await timed(() => readStreams(16)),
  };
  await client.dispose();
  return rates;
};
