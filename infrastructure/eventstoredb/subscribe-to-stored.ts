import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EventStoreDBClient, eventTypeFilter, START, streamNameFilter } from '@eventstore/db-client';
import type { AllStreamSubscription, Filter } from '@eventstore/db-client/dist/types/index.js';
import type { SubscriptionOptions } from '../../application/ports/event-store.js';
import type { Position } from '../../application/position.js';
import { makeBell } from './bell.js';
import { type Mail, makeInbox } from './inbox.js';
import { logUnavailable } from './log-unavailable.js';
import { storedEventOf } from './stored-event-of.js';

/** `SubscribeToAll`, but of events as the log has them: nothing opened, nothing validated. */
export type SubscribeToStored = (options: SubscriptionOptions) => AsyncIterable<Mail>;

const BEFORE_EVERYTHING: Position = { commit: 0n, prepare: 0n };
const MAX_BATCH = 2_000;
const QUIET_MS = 250;
/** History comes in small portions; so long they are gathered to larger ones, which cost less. Live events never wait. */
const GATHER_MS = 20;

type CheckpointReached = NonNullable<Filter['checkpointReached']>;

/** Streams of the system and of other applications have other names. */
const filterFor = (
  types: SubscriptionOptions['types'],
  categories: ReadonlyArray<string>,
  checkpointReached: CheckpointReached,
): Filter =>
  types === undefined
    ? streamNameFilter({ prefixes: categories.map((category) => `${category}-`), checkpointReached })
    : eventTypeFilter({ regex: `^(?:${types.join('|')})$`, checkpointReached });

const startOf = (client: EventStoreDBClient, categories: ReadonlyArray<string>, options: SubscriptionOptions) => {
  const { after, types, maxBatch = MAX_BATCH } = options;
  const inbox = makeInbox(after ?? BEFORE_EVERYTHING);
  const bell = makeBell();
  let broken: unknown;
  const breakOff = (reason: unknown) => {
    broken ??= reason;
    bell.ring();
  };
  const filter = filterFor(types, categories, ({ readableLength }, position) => {
    inbox.checkpoint(position, readableLength);
    if (inbox.isLive()) bell.ring();
  });
  const subscription: AllStreamSubscription = client.subscribeToAll({ fromPosition: after ?? START, filter });
  subscription
    .on('data', ({ event }) => {
      try {
        inbox.receive(storedEventOf(event));
      } catch (error) {
        breakOff(error);
      }
      if (inbox.size() >= 2 * maxBatch) {
        subscription.pause();
        inbox.heldBack();
      }
      if (inbox.isLive() || inbox.size() === 1 || inbox.size() >= maxBatch) bell.ring();
    })
    .on('caughtUp', () => {
      inbox.caughtUp(subscription.readableLength);
      bell.ring();
    })
    .on('fellBehind', () => inbox.fellBehind(subscription.readableLength))
    .on('error', breakOff)
    .on('end', () => breakOff('the log ended the subscription'));
  return {
    bell,
    broken: () => broken,
    gather: async () => {
      const waits = inbox.size();
      if (!inbox.isLive() && waits > 0 && waits < maxBatch) await bell.heard(GATHER_MS);
    },
    take: () => {
      const mail = inbox.take(maxBatch);
      if (subscription.isPaused() && inbox.size() < maxBatch) subscription.resume();
      return mail;
    },
    quiet: inbox.quiet,
    stop: () => {
      subscription.unsubscribe().catch(breakOff);
    },
  };
};

/** Through the official client, in the thread that calls. Throws `LogUnavailable` when the connection breaks. */
export const subscribeToStoredBy = (client: EventStoreDBClient, categories: ReadonlyArray<string>): SubscribeToStored =>
  async function* (options): AsyncGenerator<Mail> {
    const { signal } = options;
    if (signal.aborted) return;
    const { bell, broken, gather, take, quiet, stop } = startOf(client, categories, options);
    signal.addEventListener('abort', bell.ring);
    try {
      while (true) {
        await gather();
        const mail = take();
        if (signal.aborted) return;
        if (mail !== undefined) yield mail;
        else if (broken() !== undefined) throw broken();
        else if (await bell.heard(QUIET_MS)) await nextTurn();
        else quiet();
      }
    } catch (error) {
      throw logUnavailable(error);
    } finally {
      signal.removeEventListener('abort', bell.ring);
      stop();
    }
  };
