import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { END, EventStoreDBClient } from '@eventstore/db-client';
import { type Measured, seededEvents } from './events.js';
import { type Answer, type Job, sharedNow } from './jobs.js';

// One client in a thread of its own, for one job. It begins when it is told to, so that several begin together.

const { connectionString, job }: { readonly connectionString: string; readonly job: Job } = workerData;
const client = EventStoreDBClient.connectionString(connectionString);
const answer = (message: Answer): void => parentPort?.postMessage(message);

const append = async ({ stream, seed, size, events, batch, inFlight }: Extract<Job, { do: 'append' }>) => {
  const next = seededEvents(seed, size);
  const appends = Array.from({ length: Math.ceil(events / batch) }, () => Array.from({ length: batch }, () => next()));
  await client.appendToStream(`${stream}-first`, next());
  if (parentPort === null) throw new Error('This runs in a thread of a benchmark.');
  answer({ _tag: 'Ready' });
  await once(parentPort, 'message');
  const startedAt = sharedNow();
  const appender = async (): Promise<void> => {
    for (let one = appends.pop(); one !== undefined; one = appends.pop()) await client.appendToStream(stream, one);
  };
  await Promise.all(Array.from({ length: inFlight }, appender));
  answer({ _tag: 'Appended', startedAt, endedAt: sharedNow() });
};

const subscribe = async ({ stream, subscribers, events, warmUp }: Extract<Job, { do: 'subscribe' }>) => {
  const latencies: Array<number> = [];
  const ready: Array<Promise<unknown>> = [];
  const hearing = Array.from({ length: subscribers }, async () => {
    const subscription = client.subscribeToStream<Measured>(stream, { fromRevision: END });
    ready.push(once(subscription, 'confirmation'));
    let heard = 0;
    for await (const { event } of subscription) {
      if (event !== undefined && heard >= warmUp) latencies.push(sharedNow() - event.data.sentAt);
      heard += 1;
      if (heard === events) break;
    }
  });
  await Promise.all(ready);
  answer({ _tag: 'Ready' });
  await Promise.all(hearing);
  answer({ _tag: 'Heard', latencies });
};

if (job.do === 'append') await append(job);
else await subscribe(job);
await client.dispose();
