import { Worker } from 'node:worker_threads';
import { decodeSegment } from '../log-archive/segment.js';
import { makeBell } from './bell.js';
import type { Mail } from './inbox.js';
import type { FromLogThread, LogThreadOptions, ToLogThread } from './log-thread-messages.js';
import { logUnavailable } from './log-unavailable.js';
import type { SubscribeToStored } from './subscribe-to-stored.js';

type Parcel = Extract<FromLogThread, { _tag: 'Parcel' }>;

const makeSubscriber = () => {
  const parcels: Array<Parcel> = [];
  const bell = makeBell();
  let broken: string | undefined;
  return {
    bell,
    parcels,
    broken: () => broken,
    receive: (parcel: Parcel): void => {
      parcels.push(parcel);
      bell.ring();
    },
    breakOff: (reason: string): void => {
      broken ??= reason;
      bell.ring();
    },
  };
};
type Subscriber = ReturnType<typeof makeSubscriber>;

/** Events live as long as it takes to hand them over; in less room they would be copied for nothing. */
const YOUNG_GENERATION_MB = 96;

const startThread = (options: LogThreadOptions) => {
  const subscribers = new Map<number, Subscriber>();
  const worker = new Worker(new URL('./log-thread.js', import.meta.url), {
    workerData: options,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  let gone = false;
  const leave = (reason: string): void => {
    gone = true;
    for (const subscriber of subscribers.values()) subscriber.breakOff(reason);
  };
  worker.on('message', (message: FromLogThread) => {
    const subscriber = subscribers.get(message.id);
    if (message._tag === 'Parcel') subscriber?.receive(message);
    else subscriber?.breakOff(message.reason);
  });
  worker.on('error', (error) => leave(`the thread that reads the log failed: ${error.message}`));
  worker.on('exit', () => leave('the thread that reads the log ended'));
  return {
    subscribers,
    isGone: () => gone,
    ask: (message: ToLogThread): void => worker.postMessage(message),
    end: () => worker.terminate(),
  };
};

export type LogThread = { readonly subscribe: SubscribeToStored; readonly close: () => Promise<void> };

/**
 * Reads the log in a thread of its own, so that the official client, which takes more time for an event than we do, runs
 * beside us. Events come as segments; no more than a few wait here. The thread starts with the first subscription, and anew
 * after one that failed.
 */
export const openLogThread = (options: LogThreadOptions): LogThread => {
  let thread: ReturnType<typeof startThread> | undefined;
  let lastId = 0;

  const subscribe: SubscribeToStored = async function* ({ signal, ...asked }): AsyncGenerator<Mail> {
    if (signal.aborted) return;
    if (thread === undefined || thread.isGone()) thread = startThread(options);
    const { subscribers, ask } = thread;
    const id = ++lastId;
    const subscriber = makeSubscriber();
    const { parcels, bell } = subscriber;
    subscribers.set(id, subscriber);
    signal.addEventListener('abort', bell.ring);
    ask({ _tag: 'Subscribe', id, options: asked });
    try {
      while (!signal.aborted) {
        const parcel = parcels.shift();
        if (parcel !== undefined) {
          ask({ _tag: 'Taken', id });
          const { segment, position, caughtUp } = parcel;
          const events = decodeSegment(segment);
          yield { events, segment, position, caughtUp: caughtUp && parcels.length === 0 };
        } else if (subscriber.broken() !== undefined) throw logUnavailable(subscriber.broken());
        else await bell.heard();
      }
    } finally {
      signal.removeEventListener('abort', bell.ring);
      subscribers.delete(id);
      ask({ _tag: 'Unsubscribe', id });
    }
  };

  return {
    subscribe,
    close: async () => {
      await thread?.end();
    },
  };
};
