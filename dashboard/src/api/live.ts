import { createClient } from 'graphql-ws';
import type { Document } from './document.js';

export type Connection = 'connecting' | 'live' | 'reconnecting';

export type Live = {
  /** Calls `next` for every message, across reconnections, until the returned function is called. */
  readonly subscribe: <A, V extends Record<string, unknown>>(
    document: Document<A, V>,
    variables: V,
    next: (data: A) => void,
  ) => () => void;
  readonly connection: () => Connection;
  readonly onConnection: (listener: (connection: Connection) => void) => () => void;
  /** From here on messages arrive, but some may have been missed before: what is shown has to be read again. */
  readonly onResumed: (listener: () => void) => () => void;
  readonly close: () => void;
};

const PING_EVERY = 10_000;
const PONG_WITHIN = 5_000;
/** A subscription is not acknowledged. By then the server has begun it, so nothing falls between it and a read. */
const SETTLED_AFTER = 300;

const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
const backoff = (attempt: number): number => Math.min(250 * 2 ** attempt, 10_000) * (0.75 + Math.random() / 2);

const makeListeners = <A extends ReadonlyArray<unknown>>() => {
  const listeners = new Set<(...args: A) => void>();
  return {
    tell: (...args: A): void => {
      for (const listener of [...listeners]) listener(...args);
    },
    add: (listener: (...args: A) => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};

/** One socket for all subscriptions of a page. `onTrouble` is told of every failed or lost connection. */
export const makeLive = (token: string, onTrouble: () => void): Live => {
  const resumed = makeListeners<[]>();
  const connections = makeListeners<[Connection]>();
  let connection: Connection = 'connecting';
  let subscriptions = 0;
  let pongDue: ReturnType<typeof setTimeout> | undefined;

  const become = (next: Connection): void => {
    if (next === connection) return;
    connection = next;
    connections.tell(next);
  };

  const resume = (): void => void setTimeout(resumed.tell, SETTLED_AFTER);

  const client = createClient({
    url: `${window.location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: { Authorization: `Bearer ${token}` },
    lazyCloseTimeout: 5_000,
    connectionAckWaitTimeout: 10_000,
    keepAlive: PING_EVERY,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (attempt) => wait(backoff(attempt)),
    shouldRetry: () => true,
    on: {
      connected: () => {
        become('live');
        resume();
      },
      ping: (received) => {
        if (!received) pongDue = setTimeout(() => client.terminate(), PONG_WITHIN);
      },
      pong: () => clearTimeout(pongDue),
      closed: () => {
        clearTimeout(pongDue);
        become(subscriptions === 0 ? 'connecting' : 'reconnecting');
        if (subscriptions > 0) onTrouble();
      },
    },
  });

  const subscribe: Live['subscribe'] = (document, variables, next) => {
    let stopped = false;
    let stop = (): void => undefined;
    subscriptions += 1;
    /** A subscription that the server ends is a gap, as a lost connection is. */
    const restart = async (attempt: number): Promise<void> => {
      await wait(backoff(attempt));
      if (stopped) return;
      start(attempt + 1);
      resume();
    };
    const start = (attempt: number): void => {
      let received = false;
      const ended = () => {
        if (!stopped) void restart(received ? 0 : attempt);
      };
      stop = client.subscribe(
        { query: document.text, variables },
        {
          next: ({ data }) => {
            received = true;
            if (data) next(data as Parameters<typeof next>[0]);
          },
          error: ended,
          complete: ended,
        },
      );
    };
    start(0);
    return () => {
      if (stopped) return;
      stopped = true;
      subscriptions -= 1;
      stop();
    };
  };

  return {
    subscribe,
    connection: () => connection,
    onConnection: connections.add,
    onResumed: resumed.add,
    close: () => void client.dispose(),
  };
};
