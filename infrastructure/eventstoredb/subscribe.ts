import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EventStoreDBClient, eventTypeFilter, START, streamNameFilter } from '@eventstore/db-client';
import type { AllStreamSubscription, Filter } from '@eventstore/db-client/dist/types/index.js';
import type { LogBatch, SubscribeToAll, SubscriptionOptions } from '../../application/ports/event-store.js';
import type { Position } from '../../application/position.js';
import type { Envelope } from '../envelope/envelope.js';
import { makeBell } from './bell.js';
import { makeInbox } from './inbox.js';
import { logUnavailable } from './log-unavailable.js';
import { storedEventOf } from './stored-event-of.js';

const BEFORE_EVERYTHING: Position = { commit: 0n, prepare: 0n };
const MAX_BATCH = 2_000;
const QUIET_MS = 250;

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
    bell.ring();
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
      bell.ring();
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

export const subscribeBy = (
  client: EventStoreDBClient,
  envelope: Envelope,
  categories: ReadonlyArray<string>,
): SubscribeToAll =>
  async function* (options): AsyncGenerator<LogBatch> {
    const { signal } = options;
    if (signal.aborted) return;
    const { bell, broken, take, quiet, stop } = startOf(client, categories, options);
    signal.addEventListener('abort', bell.ring);
    try {
      while (true) {
        const mail = take();
        if (signal.aborted) return;
        if (mail !== undefined) {
          const { events, position, caughtUp } = mail;
          yield { events: await envelope.decode(events), position, caughtUp };
        } else if (broken() !== undefined) {
          throw broken();
        } else {
          if (await bell.heard(QUIET_MS)) await nextTurn();
          else quiet();
        }
      }
    } catch (error) {
      throw logUnavailable(error);
    } finally {
      signal.removeEventListener('abort', bell.ring);
      stop();
    }
  };
