import { type ConsumerId, type ConsumerState, makeConsumers, type Strategy } from './consumers.js';
import type { Decision, Happening, Nacked } from './happening.js';
import type { Delivery } from './message.js';
import { makeProgress } from './progress.js';
import { makeQueue } from './queue.js';
import { makeSaving } from './saving.js';

export type DeliverySettings = {
  readonly consumerStrategy: Strategy;
  readonly maxRetryCount: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  /** Milliseconds. */
  readonly checkpointAfter: number;
  /** Milliseconds; 0 for never. */
  readonly messageTimeout: number;
};

export type Deliveries<A> = {
  readonly handle: (happening: Happening<A>, now: number) => ReadonlyArray<Decision<A>>;
  /** When `TimePassed` changes something. */
  readonly nextAt: () => number | undefined;
  /** Messages that no consumer holds. */
  readonly waiting: () => number;
  readonly consumers: () => number;
  readonly consumer: (id: ConsumerId) => ConsumerState | undefined;
  readonly counts: () => {
    readonly buffered: number;
    readonly retried: number;
    readonly outstanding: number;
    readonly inFlight: number;
  };
  /** The last checkpoint that was kept. */
  readonly checkpoint: () => number | undefined;
};

type InFlight<A> = {
  readonly delivery: Delivery<A>;
  /** Undefined once it is gone; its messages that are being parked outlive it. */
  readonly consumer: ConsumerId | undefined;
  readonly sentAt: number;
  readonly parking: boolean;
};

/**
 * What a group of competing consumers is given, in what order, and what becomes of it. It reads no clock, no log and no
 * connection: what happens goes in, what is to be done comes out. A message is in exactly one place (buffer, retries, in
 * flight) from the time it is read until it is acked, skipped or parked, and no checkpoint passes it before that.
 */
export const makeDeliveries = <A>(
  settings: DeliverySettings,
  start: { readonly position: number; readonly parked: number; readonly now: number },
): Deliveries<A> => {
  const { maxRetryCount, messageTimeout } = settings;
  const timeout = messageTimeout === 0 ? Number.POSITIVE_INFINITY : messageTimeout;
  const policy = {
    minimum: settings.minCheckpointCount,
    maximum: settings.maxCheckpointCount,
    after: settings.checkpointAfter,
  };
  const progress = { Log: makeProgress(start.position), Parked: makeProgress(start.parked) };
  const checkpoints = makeSaving(policy, progress.Log, start.now);
  const truncations = makeSaving({ ...policy, minimum: 1 }, progress.Parked, start.now);
  const consumers = makeConsumers(settings.consumerStrategy);
  const buffer = makeQueue<A>();
  const retries = makeQueue<A>();
  const inFlight = new Map<string, InFlight<A>>();
  let sequence = 0;
  let decisions: Array<Decision<A>> = [];

  const done = ({ message: { origin, id } }: Delivery<A>) => {
    inFlight.delete(id);
    progress[origin._tag].close(origin.place);
  };

  const park = (delivery: Delivery<A>, consumer: ConsumerId | undefined, reason: string) => {
    const { message } = delivery;
    inFlight.set(message.id, { delivery, consumer, sentAt: start.now, parking: true });
    decisions.push({ _tag: 'Park', message, reason });
  };

  const giveBack = (delivery: Delivery<A>, consumer: ConsumerId | undefined) => {
    if (delivery.retryCount >= maxRetryCount) {
      return park(delivery, consumer, `Given back more than ${maxRetryCount} times.`);
    }
    inFlight.delete(delivery.message.id);
    if (consumer !== undefined) consumers.release(consumer);
    retries.add({ ...delivery, retryCount: delivery.retryCount + 1 });
  };

  const answeredBy = (consumer: ConsumerId, ids: ReadonlyArray<string>, now: number): ReadonlyArray<Delivery<A>> =>
    [...new Set(ids)].flatMap((id) => {
      const held = inFlight.get(id);
      if (held?.consumer !== consumer || held.parking) return [];
      decisions.push({ _tag: 'Answered', consumer, after: now - held.sentAt });
      return [held.delivery];
    });

  const finish = (consumer: ConsumerId, deliveries: ReadonlyArray<Delivery<A>>) => {
    for (const delivery of deliveries) {
      done(delivery);
      consumers.release(consumer);
    }
  };

  const disconnect = (consumer: ConsumerId) => {
    consumers.remove(consumer);
    for (const [id, held] of [...inFlight]) {
      if (held.consumer !== consumer) continue;
      if (held.parking) inFlight.set(id, { ...held, consumer: undefined });
      else giveBack(held.delivery, undefined);
    }
  };

  const nack = ({ consumer, ids, action, reason }: Nacked, now: number) => {
    const held = answeredBy(consumer, ids, now);
    switch (action) {
      case 'Park':
        for (const delivery of held) park(delivery, consumer, reason);
        return;
      case 'Retry':
        for (const delivery of held) giveBack(delivery, consumer);
        return;
      case 'Skip':
        return finish(consumer, held);
      case 'Stop':
        disconnect(consumer);
        decisions.push({ _tag: 'Drop', consumer });
    }
  };

  const settlePark = (id: string, kept: boolean) => {
    const held = inFlight.get(id);
    if (held === undefined) return;
    if (held.consumer !== undefined) consumers.release(held.consumer);
    if (kept) return done(held.delivery);
    inFlight.delete(id);
    retries.add(held.delivery);
  };

  const expire = (now: number) => {
    for (const { delivery, consumer, sentAt, parking } of [...inFlight.values()]) {
      if (parking) continue;
      if (sentAt + timeout > now) return;
      giveBack(delivery, consumer);
    }
  };

  const flush = () => {
    const position = checkpoints.unsaved();
    if (position !== undefined) decisions.push({ _tag: 'SaveCheckpoint', position });
    const revision = truncations.unsaved();
    if (revision !== undefined) decisions.push({ _tag: 'TruncateParked', revision });
  };

  const take = (happening: Happening<A>, now: number) => {
    switch (happening._tag) {
      case 'Read': {
        const { origin } = happening.message;
        sequence += 1;
        progress[origin._tag].open(origin.place);
        return (origin._tag === 'Log' ? buffer : retries).add({ message: happening.message, sequence, retryCount: 0 });
      }
      case 'PassedOver':
        return progress.Log.passOver(happening.position);
      case 'Connected':
        return consumers.add(happening.consumer, happening.slots);
      case 'Disconnected':
        return disconnect(happening.consumer);
      case 'Blocked':
        return consumers.block(happening.consumer, happening.blocked);
      case 'Acked':
        return finish(happening.consumer, answeredBy(happening.consumer, happening.ids, now));
      case 'Nacked':
        return nack(happening, now);
      case 'ParkSettled':
        return settlePark(happening.id, happening.kept);
      case 'CheckpointSettled':
        return checkpoints.settled(happening.kept);
      case 'TruncationSettled':
        return truncations.settled(happening.kept);
      case 'TimePassed':
        return expire(now);
      case 'Stopped':
        return flush();
    }
  };

  const send = (now: number) => {
    for (const queue of [retries, buffer]) {
      queue.drain((delivery) => {
        if (!consumers.haveRoom()) return 'done';
        const { message, retryCount } = delivery;
        // Consumers answer by id alone, so of two events with one id the second waits until the first is done.
        const consumer = inFlight.has(message.id) ? undefined : consumers.choose(message.pinnedBy);
        if (consumer === undefined) return 'kept';
        consumers.take(consumer);
        inFlight.set(message.id, { delivery, consumer, sentAt: now, parking: false });
        decisions.push({ _tag: 'Send', consumer, message, retryCount });
        return 'given';
      });
    }
  };

  const save = (now: number) => {
    const position = checkpoints.due(now);
    if (position !== undefined) decisions.push({ _tag: 'SaveCheckpoint', position });
    const revision = truncations.due(now);
    if (revision !== undefined) decisions.push({ _tag: 'TruncateParked', revision });
  };

  const nextExpiry = () => {
    for (const { sentAt, parking } of inFlight.values()) if (!parking) return sentAt + timeout;
    return Number.POSITIVE_INFINITY;
  };

  return {
    handle: (happening, now) => {
      decisions = [];
      take(happening, now);
      if (happening._tag !== 'Stopped') {
        send(now);
        save(now);
      }
      return decisions;
    },
    nextAt: () => {
      const saving = [checkpoints.nextAt(), truncations.nextAt()].flatMap((at) => (at === undefined ? [] : [at]));
      const next = Math.min(nextExpiry(), ...saving);
      return next === Number.POSITIVE_INFINITY ? undefined : next;
    },
    waiting: () => buffer.size() + retries.size(),
    consumers: consumers.size,
    consumer: consumers.stateOf,
    counts: () => {
      const held = [...inFlight.values()].filter(({ consumer }) => consumer !== undefined);
      return {
        buffered: buffer.size(),
        retried: retries.size(),
        outstanding: inFlight.size,
        inFlight: held.length,
      };
    },
    checkpoint: checkpoints.saved,
  };
};
