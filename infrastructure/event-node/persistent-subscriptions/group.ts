import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Failure, internalError } from '../errors.js';
import type { EventLog } from '../log/event-log.js';
import { type ConnectedConsumer, type Consumer, connected } from './consumer.js';
import { type Decision, type Deliveries, type Happening, makeDeliveries } from './delivery/deliveries.js';
import { dropped } from './errors.js';
import { eventFilterOf } from './filter.js';
import type { GroupConfig } from './group-config.js';
import { park, saveCheckpoint, savedCheckpoint, truncateParked } from './group-streams.js';
import { type Content, type Parked, readFrom, readParked } from './source.js';
import { type Meter, makeMeter } from './statistics.js';

export type Answer = Pick<Extract<Happening<Content>, { _tag: 'Nacked' }>, 'ids' | 'action' | 'reason'>;

export type Subscription = {
  readonly ack: (ids: ReadonlyArray<string>) => void;
  readonly nack: (answer: Answer) => void;
  /** What it holds goes to the others. May be called again. */
  readonly leave: () => void;
};

/** What there is to say of a group. */
export type GroupState = {
  readonly config: GroupConfig;
  readonly isLive: boolean;
  readonly parked: Parked;
  readonly deliveries: Deliveries<Content>;
  readonly consumers: ReadonlyMap<string, ConnectedConsumer>;
  readonly meter: Meter;
  readonly lastCheckpoint: number | undefined;
  /** The last event that the filter lets through, of those that were read. */
  readonly lastRead: number | undefined;
  readonly now: number;
};

export type Group = {
  readonly config: GroupConfig;
  /** Whether it has as many consumers as it may have. */
  readonly isFull: () => boolean;
  readonly connect: (id: string, consumer: Consumer) => Subscription;
  readonly replayParked: (limit: number) => void;
  readonly state: () => GroupState;
  /** Drops the consumers, and ends when all that it knows is written. */
  readonly stop: (failure: Failure) => Promise<void>;
};

const LONGEST_TIMER = 2 ** 31 - 1;

/** The clock of timeouts; unlike the time of day it never jumps. */
const clock = (): number => performance.now();

/** Reads for a group while it has consumers, in pages and no more than its buffers hold, and carries out what its deliveries decide. */
export const startGroup = (log: EventLog, config: GroupConfig): Group => {
  const { settings } = config;
  const checkpoint = savedCheckpoint(log, config);
  const position = checkpoint ?? config.startAfter;
  const filter = config.filter && eventFilterOf(config.filter);
  const parked = readParked(log, config);
  const deliveries = makeDeliveries<Content>(settings, { position, parked: parked.truncated(), now: clock() });
  const consumers = new Map<string, ConnectedConsumer>();
  const writes = new Set<Promise<void>>();
  const meter = makeMeter(clock());
  let source = readFrom(log, config, filter, position);
  let taken = position;
  let lastRead: number | undefined;
  let mayHaveMore = true;
  let reading = false;
  let stopped = false;
  let stopListening = () => undefined as unknown;
  let timer: { readonly handle: NodeJS.Timeout; readonly at: number } | undefined;

  const happen = (happening: Happening<Content>) => {
    for (const decision of deliveries.handle(happening, clock())) carryOut(decision);
    setTimer();
    fill();
  };

  const carryOut = (decision: Decision<Content>) => {
    switch (decision._tag) {
      case 'Send':
        return send(decision);
      case 'Park': {
        const { id, content } = decision.message;
        return settle(park(log, config, content.target, decision.reason), (kept) => ({
          _tag: 'ParkSettled',
          id,
          kept,
        }));
      }
      case 'SaveCheckpoint':
        return settle(saveCheckpoint(log, config, decision.position), (kept) => ({ _tag: 'CheckpointSettled', kept }));
      case 'TruncateParked':
        return settle(truncateParked(log, config, decision.revision), (kept) => ({ _tag: 'TruncationSettled', kept }));
      case 'Answered': {
        const answering = consumers.get(decision.consumer);
        answering?.latencies?.observe(decision.after);
        answering?.meter.count();
        return meter.count();
      }
      case 'Drop':
        return drop(decision.consumer, dropped(config));
    }
  };

  const send = ({ consumer, message, retryCount }: Extract<Decision<Content>, { _tag: 'Send' }>) => {
    const full = consumers.get(consumer)?.consumer.send(message.content.sent, retryCount);
    if (full === undefined) return;
    happen({ _tag: 'Blocked', consumer, blocked: true });
    full.then(() => happen({ _tag: 'Blocked', consumer, blocked: false }));
  };

  const settle = (write: Promise<boolean>, happening: (kept: boolean) => Happening<Content>) => {
    const settled = write
      .catch(() => false)
      .then((kept) => {
        writes.delete(settled);
        if (!stopped) happen(happening(kept));
      });
    writes.add(settled);
  };

  const setTimer = () => {
    const at = deliveries.nextAt();
    if (stopped || at === undefined || (timer !== undefined && timer.at <= at)) return;
    clearTimeout(timer?.handle);
    const expire = () => {
      timer = undefined;
      happen({ _tag: 'TimePassed' });
    };
    timer = { at, handle: setTimeout(expire, Math.min(Math.max(0, at - clock()), LONGEST_TIMER)) };
  };

  const room = () => (mayHaveMore ? settings.historyBufferSize : settings.liveBufferSize) - deliveries.waiting();

  const canRead = () => !stopped && consumers.size > 0 && (mayHaveMore || parked.isReplaying()) && room() > 0;

  const fill = async () => {
    if (reading) return;
    reading = true;
    try {
      while (canRead()) {
        readPage(Math.min(settings.readBatchSize, room()));
        await nextTurn();
      }
    } catch (error) {
      source = readFrom(log, config, filter, taken);
      for (const id of [...consumers.keys()]) {
        deliveries.handle({ _tag: 'Disconnected', consumer: id }, clock()).forEach(carryOut);
        drop(id, internalError(error));
      }
    } finally {
      reading = false;
    }
  };

  const readPage = (limit: number) => {
    if (parked.isReplaying()) return parked.read(limit).happenings.forEach(happen);
    const { happenings, full } = source(limit);
    mayHaveMore = full;
    for (const happening of happenings) {
      if (happening._tag === 'Read') taken = lastRead = happening.message.origin.place;
      if (happening._tag === 'PassedOver') taken = happening.position;
      happen(happening);
    }
  };

  const listen = () => {
    stopListening = log.onCommit(() => {
      mayHaveMore = true;
      fill();
    });
  };

  const forget = (id: string): boolean => {
    const known = consumers.delete(id);
    if (known && consumers.size === 0) stopListening();
    return known;
  };

  const drop = (id: string, failure: Failure) => {
    const { consumer } = consumers.get(id) ?? {};
    forget(id);
    consumer?.fail(failure);
  };

  return {
    config,
    isFull: () => settings.maxSubscriberCount > 0 && consumers.size >= settings.maxSubscriberCount,
    connect: (id, consumer) => {
      if (consumers.size === 0) listen();
      consumers.set(id, connected(consumer, settings.extraStatistics, clock()));
      mayHaveMore = true;
      happen({ _tag: 'Connected', consumer: id, slots: consumer.slots });
      return {
        ack: (ids) => happen({ _tag: 'Acked', consumer: id, ids }),
        nack: (answer) => happen({ _tag: 'Nacked', consumer: id, ...answer }),
        leave: () => {
          if (forget(id) && !stopped) happen({ _tag: 'Disconnected', consumer: id });
        },
      };
    },
    replayParked: (limit) => {
      parked.replay(limit);
      fill();
    },
    state: () => ({
      config,
      isLive: !mayHaveMore,
      parked,
      deliveries,
      consumers,
      meter,
      lastCheckpoint: deliveries.checkpoint() ?? checkpoint,
      lastRead,
      now: clock(),
    }),
    stop: async (failure) => {
      stopped = true;
      clearTimeout(timer?.handle);
      for (const decision of deliveries.handle({ _tag: 'Stopped' }, clock())) carryOut(decision);
      for (const id of [...consumers.keys()]) drop(id, failure);
      await Promise.all(writes);
    },
  };
};
