import { expect, test } from 'vitest';
import {
  type DeliverySettings,
  makeDeliveries,
} from '../../../infrastructure/event-node/persistent-subscriptions/delivery/deliveries.js';
import type {
  Decision,
  Happening,
  NackAction,
} from '../../../infrastructure/event-node/persistent-subscriptions/delivery/happening.js';

const defaults: DeliverySettings = {
  consumerStrategy: 'RoundRobin',
  maxRetryCount: 2,
  minCheckpointCount: 1,
  maxCheckpointCount: 10,
  checkpointAfter: 1_000,
  messageTimeout: 100,
};

const start = { position: 0, parked: -1, now: 0 };

const event = (place: number, pinnedBy = 'a'): Happening<number> => ({
  _tag: 'Read',
  message: { origin: { _tag: 'Log', place }, id: `e${place}`, pinnedBy, content: place },
});

const parkedEvent = (place: number): Happening<number> => ({
  _tag: 'Read',
  message: { origin: { _tag: 'Parked', place }, id: `p${place}`, pinnedBy: 'a', content: place },
});

const connected = (consumer: string, slots = 10): Happening<number> => ({ _tag: 'Connected', consumer, slots });

/** Lets everything happen at its time, and says what was decided at the end. */
const given = (settings: Partial<DeliverySettings> = {}) => {
  const deliveries = makeDeliveries<number>({ ...defaults, ...settings }, start);
  let last: ReadonlyArray<Decision<number>> = [];
  const chain = {
    deliveries,
    when: (happening: Happening<number>, now = 0) => {
      last = deliveries.handle(happening, now);
      return chain;
    },
    all: (...happenings: ReadonlyArray<Happening<number>>) => {
      last = happenings.flatMap((happening) => [...deliveries.handle(happening, 0)]);
      return chain;
    },
    thenSent: (...expected: ReadonlyArray<readonly [consumer: string, content: number, retryCount?: number]>) => {
      const sent = last.flatMap((decision) =>
        decision._tag === 'Send' ? [[decision.consumer, decision.message.content, decision.retryCount]] : [],
      );
      expect(sent).toEqual(expected.map(([consumer, content, retryCount = 0]) => [consumer, content, retryCount]));
      return chain;
    },
    thenSaved: (...expected: ReadonlyArray<number>) => {
      expect(last.flatMap((one) => (one._tag === 'SaveCheckpoint' ? [one.position] : []))).toEqual(expected);
      return chain;
    },
    thenTruncated: (...expected: ReadonlyArray<number>) => {
      expect(last.flatMap((one) => (one._tag === 'TruncateParked' ? [one.revision] : []))).toEqual(expected);
      return chain;
    },
    thenParked: (...expected: ReadonlyArray<number>) => {
      expect(last.flatMap((one) => (one._tag === 'Park' ? [one.message.content] : []))).toEqual(expected);
      return chain;
    },
  };
  return chain;
};

const ack = (consumer: string, ...ids: ReadonlyArray<string>): Happening<number> => ({ _tag: 'Acked', consumer, ids });

const nack = (consumer: string, action: NackAction, ...ids: ReadonlyArray<string>): Happening<number> => ({
  _tag: 'Nacked',
  consumer,
  ids,
  action,
  reason: 'as the test says',
});

test('a consumer holds no more than its slots, and gets the next when it acks', () => {
  given()
    .all(connected('one', 2), event(1), event(2), event(3))
    .thenSent(['one', 1], ['one', 2])
    .when(ack('one', 'e2'))
    .thenSent(['one', 3]);
});

test('an ack of what it does not hold changes nothing', () => {
  given()
    .all(connected('one', 1), connected('two', 1), event(1), event(2), event(3))
    .thenSent(['one', 1], ['two', 2])
    .when(ack('one', 'e2', 'unknown'))
    .thenSent()
    .when(ack('one', 'e1', 'e1'))
    .thenSent(['one', 3]);
});

test('round robin goes around', () => {
  given()
    .all(connected('one'), connected('two'), event(1), event(2), event(3), event(4))
    .thenSent(['one', 1], ['two', 2], ['one', 3], ['two', 4]);
});

test('dispatch to single fills the first before the second', () => {
  given({ consumerStrategy: 'DispatchToSingle' })
    .all(connected('one', 2), connected('two', 2), event(1), event(2), event(3))
    .thenSent(['one', 1], ['one', 2], ['two', 3]);
});

test('pinned keeps a key with one consumer, and waits for it while others go on', () => {
  const chain = given({ consumerStrategy: 'Pinned' }).all(connected('one', 1), connected('two', 1));
  const keys = Array.from({ length: 40 }, (_, number) => `key-${number}`);
  chain.all(...keys.map((key, index) => event(index + 1, key)));
  const consumerOf = new Map<number, string>();
  for (let round = 0; round < 40; round += 1) {
    for (const consumer of ['one', 'two']) {
      const held = [...Array(41).keys()].map((place) => `e${place}`);
      for (const decision of chain.deliveries.handle(ack(consumer, ...held), 0)) {
        if (decision._tag === 'Send') consumerOf.set(decision.message.content, decision.consumer);
      }
    }
  }
  expect(consumerOf.size).toBeGreaterThanOrEqual(38);
  expect(new Set(consumerOf.values()).size).toBe(2);
});

test('what times out goes to whoever has room, counted, and is parked in the end', () => {
  given({ maxRetryCount: 1 })
    .all(connected('one', 1), event(1))
    .thenSent(['one', 1])
    .when({ _tag: 'TimePassed' }, 99)
    .thenSent()
    .when({ _tag: 'TimePassed' }, 100)
    .thenSent(['one', 1, 1])
    .when({ _tag: 'TimePassed' }, 200)
    .thenParked(1);
});

test('without a timeout a message waits for ever', () => {
  const { deliveries } = given({ messageTimeout: 0 }).all(connected('one', 1), event(1));
  expect(deliveries.nextAt()).toBeUndefined();
});

test('what a consumer held that is gone goes to the others', () => {
  given()
    .all(connected('one', 1), event(1), connected('two', 5), event(2))
    .when({ _tag: 'Disconnected', consumer: 'one' })
    .thenSent(['two', 1, 1]);
});

test('a retry comes before what was not sent yet', () => {
  given()
    .all(connected('one', 1), event(1), event(2))
    .when(nack('one', 'Retry', 'e1'))
    .thenSent(['one', 1, 1]);
});

test('stop drops the consumer and gives what it held to the others', () => {
  const chain = given().all(connected('one', 1), connected('two', 1), event(1), event(2));
  const decisions = chain.when(ack('two', 'e2')).deliveries.handle(nack('one', 'Stop', 'e1'), 0);
  expect(decisions).toContainEqual({ _tag: 'Drop', consumer: 'one' });
  expect(decisions).toContainEqual(expect.objectContaining({ _tag: 'Send', consumer: 'two', retryCount: 1 }));
});

test('a message that is being parked keeps its slot and holds the checkpoint until it is written', () => {
  given({ maxCheckpointCount: 1 })
    .all(connected('one', 1), event(1), event(2))
    .when(nack('one', 'Park', 'e1'))
    .thenParked(1)
    .thenSent()
    .thenSaved()
    .when({ _tag: 'ParkSettled', id: 'e1', kept: true })
    .thenSent(['one', 2])
    .thenSaved(1);
});

test('what could not be parked is sent again', () => {
  given()
    .all(connected('one', 1), event(1))
    .when(nack('one', 'Park', 'e1'))
    .when({ _tag: 'ParkSettled', id: 'e1', kept: false })
    .thenSent(['one', 1]);
});

test('two events of one id follow each other', () => {
  const twin: Happening<number> = {
    _tag: 'Read',
    message: { origin: { _tag: 'Log', place: 2 }, id: 'e1', pinnedBy: 'b', content: 2 },
  };
  given()
    .all(connected('one'), event(1), twin, event(3))
    .thenSent(['one', 1], ['one', 3])
    .when(ack('one', 'e1'))
    .thenSent(['one', 2]);
});

test('a checkpoint is due by count at once, and by time when there is enough', () => {
  given({ minCheckpointCount: 2, maxCheckpointCount: 3 })
    .all(connected('one'), ...[1, 2, 3, 4, 5, 6].map((place) => event(place)))
    .when(ack('one', 'e1'), 2_000)
    .thenSaved()
    .when(ack('one', 'e2'), 2_000)
    .thenSaved(2)
    .when({ _tag: 'CheckpointSettled', kept: true }, 2_001)
    .when(ack('one', 'e3', 'e4', 'e6'), 2_002)
    .thenSaved()
    .when({ _tag: 'TimePassed' }, 3_000)
    .thenSaved(4);
});

test('one checkpoint is written at a time, and one that failed is written again after a pause', () => {
  given({ maxCheckpointCount: 1 })
    .all(connected('one'), event(1), event(2))
    .when(ack('one', 'e1'))
    .thenSaved(1)
    .when(ack('one', 'e2'))
    .thenSaved()
    .when({ _tag: 'CheckpointSettled', kept: false }, 10)
    .thenSaved()
    .when({ _tag: 'TimePassed' }, 1_000)
    .thenSaved(2);
});

test('events that a filter passes over move the checkpoint, but not past what is open', () => {
  given({ maxCheckpointCount: 3 })
    .all({ _tag: 'PassedOver', position: 5 }, connected('one'), event(6), { _tag: 'PassedOver', position: 9 })
    .thenSaved()
    .when(ack('one', 'e6'))
    .thenSaved(9);
});

test('replayed messages go first, and truncate the parked stream when they are done', () => {
  given({ maxCheckpointCount: 2 })
    .all(connected('one', 1), event(1), event(2), parkedEvent(0), parkedEvent(1))
    .when(ack('one', 'e1'))
    .thenSent(['one', 0])
    .when(ack('one', 'p0'))
    .thenSent(['one', 1])
    .thenTruncated()
    .when(ack('one', 'p1'))
    .thenSent(['one', 2])
    .thenTruncated(1);
});

test('a stop writes down all that is done, however little', () => {
  given({ minCheckpointCount: 100, maxCheckpointCount: 100 })
    .all(connected('one'), event(1), event(2), parkedEvent(0))
    .when(ack('one', 'e1', 'p0'))
    .when({ _tag: 'Stopped' })
    .thenSaved(1)
    .thenTruncated(0);
});
