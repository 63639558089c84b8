import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { Command } from '../../application/commands.js';
import { type CommandWithContext, handleCommands } from '../../application/handle-commands.js';
import type { EventStore } from '../../application/ports/event-store.js';
import { rememberStreams } from '../../application/remembered-streams.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { valid } from '../support/valid.js';

const used = (fact: number, accountId = 'acme'): CommandWithContext => ({
  command: valid(Command)({
    type: 'RecordUsage',
    data: {
      accountId,
      occurredAt: '2026-03-01T12:00:00Z',
      metric: 'events',
      feature: null,
      window: { start: '2026-03-01T00:00:00Z', end: '2026-03-02T00:00:00Z' },
      quantity: fact,
    },
  }),
  context: { correlationId: 'c', causationId: null, actor: 'spec', source: null, fact: [accountId, `${fact}`] },
});

/** A log that may be replaced by another under those who use it, and how many events it let be read. */
const logUnderTest = () => {
  let store = inMemoryEventStore();
  let eventsRead = 0;
  const log: Pick<EventStore, 'readStream' | 'readStreamFrom' | 'append'> = {
    append: (...call) => store.append(...call),
    readStream: (name) => async () => {
      const read = await store.readStream(name)();
      if (E.isRight(read)) eventsRead += read.right.length;
      return read;
    },
    readStreamFrom: (name, revision) => async () => {
      const read = await store.readStreamFrom(name, revision)();
      if (E.isRight(read)) eventsRead += read.right.length;
      return read;
    },
  };
  const quantities = async (account = 'acme') => {
    const read = await store.readStream(`usage-${account}-202603`)();
    const events = E.isRight(read) ? read.right : [];
    return events.map(({ event }) => (event.type === 'UsageRecorded' ? event.data.quantity : Number.NaN));
  };
  return { log, quantities, eventsRead: () => eventsRead, replace: () => (store = inMemoryEventStore()) };
};

const handling = (log: ReturnType<typeof logUnderTest>['log'], most?: number) => {
  const remembered = rememberStreams(log, 'usage', most);
  const handle = handleCommands(log);
  return async (...commands: ReadonlyArray<CommandWithContext>) => {
    const handled = await handle(commands, { expectNew: true, remembered })();
    return E.isRight(handled) ? handled.right : handled.left;
  };
};

describe('streams that are remembered', () => {
  it('are read from where they were left, however long they are', async () => {
    const { log, eventsRead, quantities } = logUnderTest();
    const handle = handling(log);
    for (let fact = 0; fact < 50; fact++) await handle(used(fact));
    expect(await quantities()).toHaveLength(50);
    expect(eventsRead()).toBe(49);
  });

  it('take no fact twice, whoever stated it, and in whatever groups', async () => {
    const facts = fc.array(fc.tuple(fc.boolean(), fc.array(fc.nat(12), { maxLength: 5 })), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(facts, fc.integer({ min: 0, max: 60 }), async (groups, most) => {
        const { log, quantities } = logUnderTest();
        const [one, other] = [handling(log, most), handling(log, most)];
        await Promise.all(groups.map(([isOne, group]) => (isOne ? one : other)(...group.map((fact) => used(fact)))));
        const stated = groups.flatMap(([, group]) => group);
        expect((await quantities()).toSorted()).toEqual([...new Set(stated)].toSorted());
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('are read from their start where the log is another one', async () => {
    const { log, quantities, replace } = logUnderTest();
    const handle = handling(log);
    await handle(used(1), used(2));
    replace();
    await handle(used(3));
    await handle(used(1));
    expect(await quantities()).toEqual([3, 1]);
    replace();
    expect(await handle(used(1))).toMatchObject({ appended: 1 });
  });

  it('are forgotten, those used least lately first, when they are more than may be', async () => {
    const { log, eventsRead } = logUnderTest();
    const handle = handling(log, 80);
    const first = Array.from({ length: 10 }, (_, fact) => used(fact, 'first'));
    await handle(...first);
    await handle(used(1, 'second'), used(1, 'third'));
    expect(eventsRead()).toBe(0);
    await handle(used(11, 'third'));
    expect(eventsRead()).toBe(1);
    await handle(used(11, 'first'));
    expect(eventsRead()).toBe(1 + 10);
  });
});
