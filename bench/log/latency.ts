import { setTimeout as after } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { seededEvents } from './events.js';
import { sharedNow } from './jobs.js';
import { startThreads } from './threads.js';

const THREADS = 4;
const WARM_UP = 20;
const PAUSE = 2;

/** Milliseconds from before an append to its receipt, by each of the subscribers, ascending. One append at a time. */
export const latencies = async (
  connectionString: string,
  {
    subscribers,
    appends,
    seed,
    size,
  }: { readonly subscribers: number; readonly appends: number; readonly seed: number; readonly size: number },
): Promise<ReadonlyArray<number>> => {
  const client = EventStoreDBClient.connectionString(connectionString);
  const next = seededEvents(seed, size);
  const stream = `live-${subscribers}`;
  const threads = Math.min(THREADS, subscribers);
  const { answers } = await startThreads(
    connectionString,
    Array.from({ length: threads }, (_, number) => ({
      do: 'subscribe' as const,
      stream,
      subscribers: Math.floor((subscribers + number) / threads),
      events: appends + WARM_UP,
      warmUp: WARM_UP,
    })),
  );
  for (let number = 0; number < appends + WARM_UP; number += 1) {
    await client.appendToStream(stream, next(sharedNow()));
    await after(PAUSE);
  }
  const heard = await answers();
  await client.dispose();
  return heard.flatMap((answer) => (answer._tag === 'Heard' ? answer.latencies : [])).toSorted((a, b) => a - b);
};
