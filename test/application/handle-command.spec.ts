import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../application/command-context.js';
import { handleCommand } from '../../application/handle-command.js';
import type { EventStore } from '../../application/ports/event-store.js';
import { accountAggregate } from '../../domain/account/aggregate.js';
import { AccountCommand } from '../../domain/account/commands.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { valid } from '../support/valid.js';

const stage = (value: string, occurredAt = '2026-03-01T12:00:00Z') =>
  valid(AccountCommand)({ type: 'ChangeLifecycleStage', data: { accountId: 'acme', stage: value, occurredAt } });
const merge = (into: string) =>
  valid(AccountCommand)({
    type: 'MergeAccount',
    data: { accountId: 'acme', into, occurredAt: '2026-03-01T12:00:00Z' },
  });
const saying = (...fact: ReadonlyArray<string>): CommandContext => ({
  correlationId: 'c',
  causationId: null,
  actor: 'spec',
  source: null,
  fact,
});

const stagesIn = async ({ readStream }: EventStore) => {
  const events = await readStream('account-acme')();
  return E.isRight(events)
    ? events.right.map(({ event }) => (event.type === 'LifecycleStageChanged' ? event.data.stage : event.type))
    : events.left;
};

describe('handling a command', () => {
  it('appends what was decided and answers with the position it has in the log', async () => {
    const store = inMemoryEventStore();
    const handled = await handleCommand(store)(accountAggregate)(stage('customer'), saying('1'))();
    const head = await store.readHead()();
    expect(handled).toEqual(E.right({ appended: 1, position: E.isRight(head) ? head.right : undefined }));
    expect(await stagesIn(store)).toEqual(['customer']);
  });

  it('keeps where the fact came from, and not the parts of its id', async () => {
    const store = inMemoryEventStore();
    const source = { source: 'hubspot', connection: 'demo', record: '17', receipt: 'r1' };
    await handleCommand(store)(accountAggregate)(stage('customer'), { ...saying('1'), source })();
    const events = await store.readStream('account-acme')();
    expect(E.isRight(events) && events.right[0]?.metadata).toEqual({
      correlationId: 'c',
      causationId: null,
      actor: 'spec',
      source,
    });
  });

  it('appends a fact once, however often and however late it is stated, and still answers with a position', async () => {
    const store = inMemoryEventStore();
    const handle = handleCommand(store)(accountAggregate);
    await handle(stage('onboarding'), saying('1'))();
    const latest = await handle(stage('customer', '2026-03-02T12:00:00Z'), saying('2'))();
    const again = await handle(stage('onboarding'), saying('1'))();
    expect(again).toEqual(E.map((handled: object) => ({ ...handled, appended: 0 }))(latest));
    expect(await stagesIn(store)).toEqual(['onboarding', 'customer']);
  });

  it('says why a command is refused, and appends nothing', async () => {
    const store = inMemoryEventStore();
    const handled = await handleCommand(store)(accountAggregate)(merge('acme'), saying('1'))();
    expect(handled).toEqual(
      E.left({ _tag: 'CommandRefused', refusal: { _tag: 'AccountMergedIntoItself', accountId: 'acme' } }),
    );
    expect(await stagesIn(store)).toEqual([]);
  });

  it('decides again on what another writer appended in between', async () => {
    const store = inMemoryEventStore();
    let raced = false;
    const racing: EventStore = {
      ...store,
      append: (name, expected, events) => async () => {
        if (!raced) {
          raced = true;
          await handleCommand(store)(accountAggregate)(stage('prospect'), saying('other'))();
        }
        return store.append(name, expected, events)();
      },
    };
    const handled = await handleCommand(racing)(accountAggregate)(stage('customer'), saying('1'))();
    expect(handled).toEqual(E.right(expect.objectContaining({ appended: 1 })));
    expect(await stagesIn(store)).toEqual(['prospect', 'customer']);
  });

  it('gives up when other writers are always faster', async () => {
    const store = inMemoryEventStore();
    let tries = 0;
    const busy: EventStore = {
      ...store,
      append: (streamName) => async () => {
        tries += 1;
        return E.left({ _tag: 'VersionConflict', streamName });
      },
    };
    const handled = await handleCommand(busy)(accountAggregate)(stage('customer'), saying('1'))();
    expect(handled).toEqual(E.left({ _tag: 'ConcurrencyExhausted', streamName: 'account-acme' }));
    expect(tries).toBeGreaterThan(1);
  });

  it('passes on that the log does not answer, or that the stream cannot be read', async () => {
    const store = inMemoryEventStore();
    const down = { _tag: 'LogUnavailable', reason: 'down' } as const;
    const silent: EventStore = { ...store, append: () => async () => E.left(down) };
    expect(await handleCommand(silent)(accountAggregate)(stage('customer'), saying('1'))()).toEqual(E.left(down));
    const unread: EventStore = { ...store, readStream: () => async () => E.left(down) };
    expect(await handleCommand(unread)(accountAggregate)(stage('customer'), saying('1'))()).toEqual(E.left(down));
  });
});
