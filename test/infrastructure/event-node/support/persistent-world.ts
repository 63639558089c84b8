import fc from 'fast-check';
import {
  type DeliverySettings,
  makeDeliveries,
} from '../../../../infrastructure/event-node/persistent-subscriptions/delivery/deliveries.js';
import type {
  Decision,
  Happening,
  NackAction,
} from '../../../../infrastructure/event-node/persistent-subscriptions/delivery/happening.js';

export type Step =
  | { readonly _tag: 'read'; readonly passedOver: boolean; readonly id: number; readonly key: number }
  | { readonly _tag: 'connect' | 'disconnect' | 'block' | 'unblock'; readonly consumer: number; readonly slots: number }
  | { readonly _tag: 'answer'; readonly consumer: number; readonly which: number; readonly action: NackAction | 'Ack' }
  | { readonly _tag: 'settle'; readonly which: number; readonly kept: boolean }
  | { readonly _tag: 'replay' }
  | { readonly _tag: 'wait'; readonly for: number };

const consumer = fc.integer({ min: 0, max: 3 });

export const step: fc.Arbitrary<Step> = fc.oneof(
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
  { weight: 2, arbitrary: fc.record({ _tag: fc.constant('replay' as const) }) },
  { weight: 2, arbitrary: fc.record({ _tag: fc.constant('wait' as const), for: fc.integer({ min: 1, max: 80 }) }) },
);

export const settings = fc.record<DeliverySettings>({
  consumerStrategy: fc.constantFrom('RoundRobin', 'DispatchToSingle', 'Pinned'),
  maxRetryCount: fc.integer({ min: 0, max: 3 }),
  minCheckpointCount: fc.integer({ min: 0, max: 4 }),
  maxCheckpointCount: fc.integer({ min: 0, max: 6 }),
  checkpointAfter: fc.integer({ min: 0, max: 60 }),
  messageTimeout: fc.constantFrom(0, 50),
});

const must = (isSo: boolean, what: string): void => {
  if (!isSo) throw new Error(`It must be that ${what}.`);
};

/** What tells replayed messages from those of the log. */
const REPLAY = 1_000_000;

type Held = { readonly content: number; readonly sentAt: number };

/** The world around a group: a log that is read in order, consumers with what they hold, writes under way. */
export const makeWorld = (config: DeliverySettings) => {
  const deliveries = makeDeliveries<number>(config, { position: 0, parked: -1, now: 0 });
  const open = new Map<number, string>();
  const held = new Map<string, { slots: number; ids: Map<string, Held> }>();
  const settling: Array<Happening<number>> = [];
  const saved: Array<number> = [];
  const truncated: Array<number> = [];
  let parked = 0;
  let replayed = 0;
  let now = 0;
  let position = 0;
  let connections = 0;

  const finish = (content: number) => {
    must(open.delete(content), 'a message is done once');
  };
  const holderOf = (content: number) =>
    [...held.values()].find(({ ids }) => [...ids.values()].some((one) => one.content === content));

  const firstOpen = (belongs: (content: number) => boolean) => Math.min(...[...open.keys()].filter(belongs));

  const carryOut = (decision: Decision<number>) => {
    switch (decision._tag) {
      case 'Send': {
        const { id, content } = decision.message;
        const receiver = held.get(decision.consumer);
        if (receiver === undefined) throw new Error('A message is sent to a consumer that is not there.');
        must(open.has(content), 'what is done is not sent');
        must(holderOf(content) === undefined, 'a message has one holder');
        must(!receiver.ids.has(id), 'a consumer can tell its messages apart');
        receiver.ids.set(id, { content, sentAt: now });
        must(receiver.ids.size <= receiver.slots, 'a consumer holds no more than its slots');
        must(decision.retryCount <= config.maxRetryCount, 'nothing is retried for ever');
        return;
      }
      case 'Park':
        settling.push({ _tag: 'ParkSettled', id: decision.message.id, kept: true });
        parking.set(decision.message.id, decision.message.content);
        return;
      case 'SaveCheckpoint': {
        must(decision.position > (saved.at(-1) ?? 0), 'checkpoints go forward');
        must(firstOpen((content) => content < REPLAY) > decision.position, 'no checkpoint passes an open event');
        saved.push(decision.position);
        settling.push({ _tag: 'CheckpointSettled', kept: true });
        return;
      }
      case 'Drop':
        held.delete(decision.consumer);
        return;
      case 'TruncateParked':
        must(decision.revision > (truncated.at(-1) ?? -1), 'truncations go forward');
        must(
          firstOpen((content) => content >= REPLAY) > REPLAY + decision.revision,
          'no truncation passes an open message',
        );
        truncated.push(decision.revision);
        settling.push({ _tag: 'TruncationSettled', kept: true });
        return;
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
      if (kept && content !== undefined) {
        finish(content);
        parked += 1;
      }
      for (const { ids } of held.values()) if (ids.get(settled.id)?.content === content) ids.delete(settled.id);
      return happen({ ...settled, kept });
    }
    if (settled._tag === 'CheckpointSettled') {
      if (!kept) saved.pop();
      return happen({ ...settled, kept });
    }
    if (settled._tag === 'TruncationSettled') {
      if (!kept) truncated.pop();
      return happen({ ...settled, kept });
    }
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
    happen(
      action === 'Ack'
        ? { _tag: 'Acked', consumer: name, ids: [id] }
        : { _tag: 'Nacked', consumer: name, ids: [id], action, reason: 'as it happens' },
    );
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
        case 'replay': {
          if (replayed === parked) return;
          const place = replayed;
          replayed += 1;
          open.set(REPLAY + place, `parked-${place}`);
          return happen({
            _tag: 'Read',
            message: {
              origin: { _tag: 'Parked', place },
              id: `parked-${place}`,
              pinnedBy: 'a',
              content: REPLAY + place,
            },
          });
        }
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
    lastTruncated: () => truncated.at(-1) ?? -1,
    lastReplayed: () => replayed - 1,
  };
};
