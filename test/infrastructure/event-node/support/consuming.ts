import type {
  EventStoreDBClient,
  PersistentSubscriptionToAll,
  PersistentSubscriptionToStream,
  PersistentSubscriptionToStreamResolvedEvent,
} from '@eventstore/db-client';

type Subscription = PersistentSubscriptionToStream | PersistentSubscriptionToAll;
export type Reply = 'ack' | 'park' | 'retry' | 'skip' | 'stop' | 'none';

export type Consuming = {
  readonly subscription: Subscription;
  /** What came so far, as `type#retryCount`, in order. */
  readonly received: ReadonlyArray<string>;
  /** The ids of the streams that the events came from, in order. */
  readonly streams: ReadonlyArray<string | undefined>;
  /** Whether the events came through links. */
  readonly linked: ReadonlyArray<boolean>;
  /** Ends when so many have come. */
  readonly until: (count: number) => Promise<ReadonlyArray<string>>;
  /** The error that the call ends with. */
  readonly failure: Promise<unknown>;
  readonly confirmed: Promise<unknown>;
};

/** A consumer that answers each event as it is told. */
export const consuming = (
  subscription: Subscription,
  reply: (type: string, retryCount: number) => Reply = () => 'ack',
): Consuming => {
  const received: Array<string> = [];
  const streams: Array<string | undefined> = [];
  const linked: Array<boolean> = [];
  const waiting = new Set<() => void>();
  const failure = new Promise((resolve) => {
    subscription.on('error', resolve);
  });
  const confirmed = new Promise<void>((resolve) => {
    subscription.on('confirmation', resolve);
  });
  subscription.on('data', (resolved: PersistentSubscriptionToStreamResolvedEvent) => {
    const type = resolved.event?.type ?? '?';
    received.push(`${type}#${resolved.retryCount}`);
    streams.push(resolved.event?.streamId);
    linked.push(resolved.link !== undefined);
    for (const wake of waiting) wake();
    const answer = reply(type, resolved.retryCount);
    if (answer === 'ack') subscription.ack(resolved);
    else if (answer !== 'none') subscription.nack(answer, 'as the test says', resolved);
  });
  return {
    subscription,
    received,
    streams,
    linked,
    failure,
    confirmed,
    until: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (received.length < count) return;
          waiting.delete(look);
          resolve([...received]);
        };
        waiting.add(look);
        look();
      }),
  };
};

export const eventually = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
};

export const parkedIn = (client: EventStoreDBClient, stream: string, group: string) => async (): Promise<number> => {
  const { stats } = await client.getPersistentSubscriptionToStreamInfo(stream, group);
  return Number(stats.parkedMessageCount);
};
