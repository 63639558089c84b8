import fc from 'fast-check';
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

type Step =
  | { readonly _tag: 'read'; readonly passedOver: boolean; readonly id: number; readonly key: number }
  | { readonly _tag: 'connect' | 'disconnect' | 'block' | 'unblock'; readonly consumer: number; readonly slots: number }
  | { readonly _tag: 'answer'; readonly consumer: number; readonly which: number; readonly action: NackAction | 'Ack' }
  | { readonly _tag: 'settle'; readonly which: number; readonly kept: boolean }
  | { readonly _tag: 'wait'; readonly for: number };

const consumer = fc.integer({ min: 0, max: 3 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      _tag: fc.constant('read' as const),
      passedOver: fc.boolean(),
      id: fc.integer({ min: 0, max: 30 }),
      key: fc.integer({ min: 0, max: 5 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      _tag: fc.constantFrom('connect' as const, 'disconnect' as const, 'block' as const, 'unblock' as const),
      consumer,
      slots: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      _tag: fc.constant('answer' as const),
      consumer,
      which: fc.nat(10),
      action: fc.constantFrom<NackAction | 'Ack'>('Ack', 'Ack', 'Ack', 'Park', 'Retry', 'Skip', 'Stop'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ _tag: fc.constant('settle' as const), which: fc.nat(5), kept: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ _tag: fc.constant('wait' as const), for: fc.integer({ min: 1, max: 80 }) }) },
);

const settings = fc.record<DeliverySettings>({
  consumerStrategy: fc.constantFrom('RoundRobin', 'DispatchToSingle', 'Pinned'),
  maxRetryCount: fc.integer({ min: 0, max: 3 }),
  minCheckpointCount: fc.integer({ min: 0, max: 4 }),
  maxCheckpointCount: fc.integer({ min: 0, max: 6 }),
  checkpointAfter: fc.integer({ min: 0, max: 60 }),
  messageTimeout: fc.constantFrom(0, 50),
});

type Held = { readonly content: number; readonly sentAt: number };

/** The world around a group: a log that is read in order, consumers with what they hold, writes under way. */
const makeWorld = (config: DeliverySettings) => {
  const deliveries = makeDeliveries<number>(config, start);
  const open = new Map<number, string>();
  const held = new Map<string, { slots: number; ids: Map<string, Held> }>();
  const settling: Array<Happening<number>> = [];
  const saved: Array<number> = [];
  let now = 0;
  let position = 0;
  let connections = 0;

  const finish = (content: number) => {
    expect(open.delete(content)).toBe(true);
  };
  const holderOf = (content: number) =>
    [...held.values()].find(({ ids }) => [...ids.values()].some((one) => one.content === content));

  const carryOut = (decision: Decision<number>) => {
    switch (decision._tag) {
      case 'Send': {
        const { id, content } = decision.message;
        const receiver = held.get(decision.consumer);
        expect(receiver, 'a message is sent to a consumer that is there').toBeDefined();
        expect(open.has(content), 'nothing is sent that is done').toBe(true);
        expect(holderOf(content), 'a message has one holder').toBeUndefined();
        expect([...(receiver?.ids.keys() ?? [])]).not.toContain(id);
        receiver?.ids.set(id, { content, sentAt: now });
        expect(receiver?.ids.size).toBeLessThanOrEqual(receiver?.slots ?? 0);
        expect(decision.retryCount).toBeLessThanOrEqual(config.maxRetryCount);
        return;
      }
      case 'Park':
        settling.push({ _tag: 'ParkSettled', id: decision.message.id, kept: true });
        parking.set(decision.message.id, decision.message.content);
        return;
      case 'SaveCheckpoint': {
        expect(decision.position).toBeGreaterThan(saved.at(-1) ?? 0);
        for (const content of open.keys()) expect(content).toBeGreaterThan(decision.position);
        saved.push(decision.position);
        settling.push({ _tag: 'CheckpointSettled', kept: true });
        return;
      }
      case 'Drop':
        held.delete(decision.consumer);
        return;
      case 'TruncateParked':
      case 'Answered':
        return;
    }
  };
  const parking = new Map<string, number>();
  const happen = (happening: Happening<number>) => {
    for (const decision of deliveries.handle(happening, now)) carryOut(decision);
  };
  const settle = (which: number, kept: boolean) => {
    const [settled] = settling.splice(which % Math.max(1, settling.length), 1);
    if (settled === undefined) return;
    if (settled._tag === 'ParkSettled') {
      const content = parking.get(settled.id);
      parking.delete(settled.id);
      if (kept && content !== undefined) finish(content);
      for (const { ids } of held.values()) if (ids.get(settled.id)?.content === content) ids.delete(settled.id);
      return happen({ ...settled, kept });
    }
    if (settled._tag === 'CheckpointSettled') {
      if (!kept) saved.pop();
      return happen({ ...settled, kept });
    }
    happen(settled);
  };
  const expire = () => {
    if (config.messageTimeout === 0) return;
    for (const { ids } of held.values()) {
      for (const [id, { sentAt }] of ids) {
        if (sentAt + config.messageTimeout <= now && !parking.has(id)) ids.delete(id);
      }
    }
  };
  const answer = (name: string, id: string, action: NackAction | 'Ack') => {
    const content = held.get(name)?.ids.get(id)?.content;
    const beingParked = parking.has(id);
    if (content !== undefined && !beingParked) {
      if (action === 'Ack' || action === 'Skip') finish(content);
      if (action !== 'Park') held.get(name)?.ids.delete(id);
    }
    happen(action === 'Ack' ? ack(name, id) : nack(name, action, id));
  };

  return {
    deliveries,
    open,
    run: (one: Step) => {
      const name = `consumer-${'consumer' in one ? one.consumer : ''}`;
      switch (one._tag) {
        case 'read': {
          position += 1;
          if (one.passedOver) return happen({ _tag: 'PassedOver', position });
          open.set(position, `id-${one.id}`);
          const origin = { _tag: 'Log', place: position } as const;
          return happen({
            _tag: 'Read',
            message: { origin, id: `id-${one.id}`, pinnedBy: `key-${one.key}`, content: position },
          });
        }
        case 'connect': {
          connections += 1;
          const id = `${name}/${connections}`;
          held.set(id, { slots: one.slots, ids: new Map() });
          return happen({ _tag: 'Connected', consumer: id, slots: one.slots });
        }
        case 'disconnect':
        case 'block':
        case 'unblock': {
          const id = [...held.keys()].find((key) => key.startsWith(name));
          if (id === undefined) return;
          if (one._tag !== 'disconnect')
            return happen({ _tag: 'Blocked', consumer: id, blocked: one._tag === 'block' });
          held.delete(id);
          return happen({ _tag: 'Disconnected', consumer: id });
        }
        case 'answer': {
          const id = [...held.keys()].find((key) => key.startsWith(name));
          const ids = [...(held.get(id ?? '')?.ids.keys() ?? [])];
          const chosen = ids[one.which % Math.max(1, ids.length)];
          if (id !== undefined && chosen !== undefined) answer(id, chosen, one.action);
          return;
        }
        case 'settle':
          return settle(one.which, one.kept);
        case 'wait':
          now += one.for;
          expire();
          return happen({ _tag: 'TimePassed' });
      }
    },
    /** New consumers that ack everything, and writes that succeed. */
    finishAll: () => {
      for (const id of [...held.keys()]) {
        held.delete(id);
        happen({ _tag: 'Disconnected', consumer: id });
      }
      held.set('last', { slots: 3, ids: new Map() });
      happen({ _tag: 'Connected', consumer: 'last', slots: 3 });
      for (let round = 0; open.size > 0 && round < 10_000; round += 1) {
        settle(0, true);
        const [id] = held.get('last')?.ids.keys() ?? [];
        if (id !== undefined) answer('last', id, 'Ack');
      }
      while (settling.length > 0) settle(0, true);
      now += 10_000;
      happen({ _tag: 'TimePassed' });
    },
    lastSaved: () => saved.at(-1) ?? 0,
    stop: () => happen({ _tag: 'Stopped' }),
    position: () => position,
  };
};

test('in every history each event is delivered until it is acked, skipped or parked, and no checkpoint passes it', () => {
  fc.assert(
    fc.property(settings, fc.array(step, { minLength: 1, maxLength: 120, size: 'max' }), (config, steps) => {
      const world = makeWorld(config);
      for (const one of steps) world.run(one);
      world.finishAll();
      expect([...world.open.keys()]).toEqual([]);
      expect(world.deliveries.counts()).toEqual({ buffered: 0, retried: 0, outstanding: 0, inFlight: 0 });
      world.stop();
      expect(world.lastSaved()).toBe(world.position());
    }),
    { numRuns: 2_000, seed: 20_261_122 },
  );
});
