import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { Command } from '../../application/commands.js';
import { type CommandWithContext, handleCommands } from '../../application/handle-commands.js';
import type { EventStore, EventToAppend } from '../../application/ports/event-store.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { logThatTakes } from '../support/log-that-takes.js';
import { valid } from '../support/valid.js';

const asked = (fact: string, type: string, data: object): CommandWithContext => ({
  command: valid(Command)({ type, data: { occurredAt: '2026-03-01T12:00:00Z', ...data } }),
  context: { correlationId: 'c', causationId: null, actor: 'spec', source: null, fact: [fact] },
});
const stage = (account: string, value: string) =>
  asked(`${account} ${value}`, 'ChangeLifecycleStage', { accountId: account, stage: value });
const used = (fact: number, more: object = {}) =>
  asked(`usage ${fact}`, 'RecordUsage', {
    accountId: 'acme',
    metric: 'events',
    feature: null,
    window: { start: '2026-03-01T00:00:00Z', end: '2026-03-02T00:00:00Z' },
    quantity: fact,
    ...more,
  });

const counting = (store: EventStore) => {
  const reads: Array<string> = [];
  const appends: Array<ReadonlyArray<EventToAppend>> = [];
  const counted: EventStore = {
    ...store,
    readStream: (name) => {
      reads.push(name);
      return store.readStream(name);
    },
    append: (name, expected, events) => {
      appends.push(events);
      return store.append(name, expected, events);
    },
  };
  return { counted, reads, appends };
};

const idsIn = async (store: EventStore, name: string) => {
  const events = await store.readStream(name)();
  return E.isRight(events) ? events.right.map(({ id }) => id) : [];
};

describe('handling many commands', () => {
  it('reads each stream once, and appends to it once, in the order asked', async () => {
    const { counted, reads, appends } = counting(inMemoryEventStore());
    const handled = await handleCommands(counted)([
      stage('acme', 'lead'),
      stage('umbrella', 'lead'),
      stage('acme', 'customer'),
    ])();
    expect(handled).toEqual(E.right(expect.objectContaining({ appended: 3, rejected: [] })));
    expect(reads).toEqual(['account-acme', 'account-umbrella']);
    const stages = appends.map((events) => events.map(({ event }) => 'stage' in event.data && event.data.stage));
    expect(stages).toEqual([['lead', 'customer'], ['lead']]);
  });

  it('answers with the furthest position any stream reached', async () => {
    const store = inMemoryEventStore();
    const handled = await handleCommands(store)([stage('acme', 'lead'), stage('umbrella', 'lead')])();
    const head = await store.readHead()();
    expect(E.isRight(handled) && handled.right.position).toEqual(E.isRight(head) && head.right);
  });

  it('names the commands that are refused, and carries out the rest', async () => {
    const handled = await handleCommands(inMemoryEventStore())([
      used(1),
      used(2, { window: { start: '2026-03-02T00:00:00Z', end: '2026-03-01T00:00:00Z' } }),
      asked('m', 'MergeAccount', { accountId: 'acme', into: 'acme' }),
      used(3),
    ])();
    expect(handled).toEqual(
      E.right(
        expect.objectContaining({
          appended: 2,
          rejected: [
            { index: 1, reason: { _tag: 'WindowEndsBeforeItStarts', accountId: 'acme' } },
            { index: 2, reason: { _tag: 'AccountMergedIntoItself', accountId: 'acme' } },
          ],
        }),
      ),
    );
  });

  it('sets aside the commands of a stream that cannot be read', async () => {
    const store = inMemoryEventStore();
    const unreadable = {
      _tag: 'UnreadableStream',
      event: {
        id: 'x',
        streamName: 'account-acme',
        revision: 0n,
        position: { commit: 0n, prepare: 0n },
        recordedAt: new Date(0),
        type: 'Unheard',
        error: { _tag: 'DecodeError', source: 'event Unheard', violations: [] },
      },
    } as const;
    const damaged: EventStore = {
      ...store,
      readStream: (name) => (name === 'account-acme' ? async () => E.left(unreadable) : store.readStream(name)),
    };
    const handled = await handleCommands(damaged)([stage('acme', 'lead'), stage('umbrella', 'lead')])();
    expect(handled).toEqual(
      E.right(expect.objectContaining({ appended: 1, rejected: [{ index: 0, reason: unreadable }] })),
    );
  });

  it('does not read streams that are new, and notices those that are not', async () => {
    const store = inMemoryEventStore();
    await handleCommands(store)([stage('acme', 'lead')])();
    const { counted, reads } = counting(store);
    const handled = await handleCommands(counted)(
      [stage('acme', 'customer'), stage('umbrella', 'lead'), stage('acme', 'lead')],
      { expectNew: true },
    )();
    expect(handled).toEqual(E.right(expect.objectContaining({ appended: 2 })));
    expect(reads).toEqual(['account-acme']);
  });

  it('splits what one append could not carry', async () => {
    const { counted, appends } = counting(inMemoryEventStore());
    const facts = Array.from({ length: 1200 }, (_, i) => used(i));
    const handled = await handleCommands(counted)(facts)();
    expect(handled).toEqual(E.right(expect.objectContaining({ appended: 1200 })));
    expect(appends.map((events) => events.length)).toEqual([500, 500, 200]);

    const wordy = Array.from({ length: 4 }, (_, i) => used(2000 + i, { feature: 'x'.repeat(200_000) }));
    await handleCommands(counted)(wordy)();
    expect(appends.slice(3).map((events) => events.length)).toEqual([2, 2]);
  });

  it('halves what turns out more than the log takes at once', async () => {
    const { counted, appends } = counting(logThatTakes(3_000, inMemoryEventStore()));
    const facts = Array.from({ length: 20 }, (_, i) => used(i));
    expect(await handleCommands(counted)(facts)()).toMatchObject(E.right({ appended: 20, rejected: [] }));
    expect(appends.map((events) => events.length)).toContain(5);
  });

  it('sets aside the commands that are more than the log takes, and carries out the rest in their order', async () => {
    const store = inMemoryEventStore();
    const { counted, appends } = counting(logThatTakes(3_000, store));
    const long = (fact: number) => used(fact, { feature: 'x'.repeat(3_000) });
    const facts = [used(0), long(1), used(2), ...Array.from({ length: 12 }, (_, i) => long(3 + i)), used(15)];
    const handled = await handleCommands(counted)(facts)();
    const tooLarge = { _tag: 'AppendTooLarge', streamName: 'usage-acme-202603', limit: 3_000 };
    expect(handled).toMatchObject(
      E.right({
        appended: 3,
        rejected: [1, ...Array.from({ length: 12 }, (_, i) => 3 + i)].map((index) => ({ index, reason: tooLarge })),
      }),
    );
    const quantities = appends.flat().map(({ event }) => event.type === 'UsageRecorded' && event.data.quantity);
    expect(await idsIn(store, 'usage-acme-202603')).toHaveLength(3);
    expect(quantities.at(-1)).toBe(15);
  });

  it('says that the log does not answer', async () => {
    const down = { _tag: 'LogUnavailable', reason: 'down' } as const;
    const silent: EventStore = { ...inMemoryEventStore(), readStream: () => async () => E.left(down) };
    expect(await handleCommands(silent)([stage('acme', 'lead')])()).toEqual(E.left(down));
  });

  it('appends each fact once, however the deliveries are cut, repeated and shuffled', async () => {
    const facts = [
      ...Array.from({ length: 6 }, (_, i) => used(i)),
      stage('acme', 'lead'),
      stage('acme', 'customer'),
      stage('umbrella', 'churned'),
    ];
    const deliveries = fc.array(fc.subarray(facts), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(deliveries, fc.boolean(), async (batches, expectNew) => {
        const store = inMemoryEventStore();
        for (const batch of [...batches, facts]) await handleCommands(store)(batch, { expectNew })();
        for (const [name, count] of [
          ['usage-acme-202603', 6],
          ['account-acme', 2],
          ['account-umbrella', 1],
        ] as const) {
          const ids = await idsIn(store, name);
          expect([name, ids.length, new Set(ids).size]).toEqual([name, count, count]);
        }
      }),
      { seed: 2026, numRuns: 50 },
    );
  });
});
