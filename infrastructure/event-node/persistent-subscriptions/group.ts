import { type Failure, internalError } from '../errors.js';
import type { EventLog } from '../log/event-log.js';
import { type ConnectedConsumer, type Consumer, connected } from './consumer.js';
import { makeDeadline } from './deadline.js';
import { type Deliveries, makeDeliveries } from './delivery/deliveries.js';
import type { Decision, Happening, Nacked } from './delivery/happening.js';
import { dropped } from './errors.js';
import { eventFilterOf } from './filter.js';
import type { GroupConfig } from './group-config.js';
import { park, saveCheckpoint, savedCheckpoint, truncateParked } from './group-streams.js';
import { type Parked, readParked } from './parked.js';
import { makePump } from './pump.js';
import { type Content, readFrom } from './source.js';
import { type Meter, makeMeter } from './statistics.js';

export type Answer = Pick<Nacked, 'ids' | 'action' | 'reason'>;

export type Subscription = {
  readonly ack: (ids: ReadonlyArray<string>) => void;
  readonly nack: (answer: Answer) => void;
  /** What it holds goes to the others. May be called again. */
  readonly leave: () => void;
};

/** What there is to say of a group. */
export type GroupState = {
  readonly config: GroupConfig;
  /** Whether it has read all there is. */
  readonly isLive: boolean;
  /** The last event that it has read, whether its filter lets it through or not. */
  readonly lastRead: number;
  readonly parked: Parked;
  readonly deliveries: Deliveries<Content>;
  readonly consumers: ReadonlyMap<string, ConnectedConsumer>;
  readonly meter: Meter;
  readonly lastCheckpoint: number | undefined;
  /** The last event that its filter let through. */
  readonly lastMatching: number | undefined;
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
  let lastRead = position;
  let lastMatching = checkpoint;
  let mayHaveMore = true;
  let stopped = false;
  let stopListening = () => undefined as unknown;

  const happen = (happening: Happening<Content>) => {
    if (stopped) return;
    for (const decision of deliveries.handle(happening, clock())) carryOut(decision);
    deadline.by(deliveries.nextAt());
    fill();
  };
  const deadline = makeDeadline(clock, () => happen({ _tag: 'TimePassed' }));

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
        happen(happening(kept));
      });
    writes.add(settled);
  };

  const room = () => (mayHaveMore ? settings.historyBufferSize : settings.liveBufferSize) - deliveries.waiting();

  const canRead = () => !stopped && consumers.size > 0 && (mayHaveMore || parked.isReplaying()) && room() > 0;

  const readPage = () => {
    const limit = Math.min(settings.readBatchSize, room());
    if (parked.isReplaying()) return parked.read(limit).happenings.forEach(happen);
    const { happenings, full } = source(limit);
    mayHaveMore = full;
    for (const happening of happenings) {
      if (happening._tag === 'Read') lastRead = lastMatching = happening.message.origin.place;
      if (happening._tag === 'PassedOver') lastRead = happening.position;
      happen(happening);
    }
  };

  /** Nothing that was read and not sent is lost: it is read again for whoever comes next. */
  const failReading = (error: unknown) => {
    source = readFrom(log, config, filter, lastRead);
    for (const id of [...consumers.keys()]) {
      drop(id, internalError(error));
      happen({ _tag: 'Disconnected', consumer: id });
    }
  };

  const fill = makePump({ canGoOn: canRead, step: readPage, failed: failReading });

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
          if (forget(id)) happen({ _tag: 'Disconnected', consumer: id });
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
      lastMatching,
      now: clock(),
    }),
    stop: async (failure) => {
      stopped = true;
      deadline.cancel();
      for (const decision of deliveries.handle({ _tag: 'Stopped' }, clock())) carryOut(decision);
      for (const id of [...consumers.keys()]) drop(id, failure);
      await Promise.all(writes);
    },
  };
};
