import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { changedAccounts } from '../../application/changed-accounts.js';
import { Command } from '../../application/commands.js';
import { handleCommands } from '../../application/handle-commands.js';
import type { RecordedEvent } from '../../application/ports/event-store.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { valid } from '../support/valid.js';

type Saying = readonly [type: string, data: object];

/** The accounts that the last of these facts changes, when it is all the reactor is shown. */
const changedByLast = async (...sayings: ReadonlyArray<Saying>) => {
  const store = inMemoryEventStore();
  const commands = sayings.map(([type, data], i) => ({
    command: valid(Command)({ type, data }),
    context: { correlationId: `c${i}`, causationId: null, actor: 'spec', source: null, fact: [String(i)] },
  }));
  for (const command of commands) await handleCommands(store)([command])();
  const all: Array<RecordedEvent> = [];
  const stopped = new AbortController();
  for await (const { events, caughtUp } of store.subscribeToAll({ after: undefined, signal: stopped.signal })) {
    all.push(...events.flatMap((event) => ('error' in event ? [] : [event])));
    if (caughtUp) stopped.abort();
  }
  const changed = await changedAccounts(store.readStream)(all.slice(-1))();
  if (E.isLeft(changed)) throw new TypeError(changed.left._tag);
  expect(changed.right.every(({ cause }) => cause.causationId === all.at(-1)?.id)).toBe(true);
  return changed.right.map(({ accountId, since }) => [accountId, since]);
};

const on = (day: string) => `${day}T10:00:00Z`;
const support = (type: string, day: string, more: object = {}): Saying => [
  type,
  { caseId: '42', occurredAt: on(day), ...more },
];
const term = {
  contractId: 'c1',
  arr: { amount: '100', currency: 'EUR' },
  startsOn: '2026-02-01',
  endsOn: '2027-02-01',
};

describe('the accounts whose health may have changed', () => {
  it('are those of the facts that name theirs, from the day the facts are about', async () => {
    const window = { start: '2026-03-01T00:00:00Z', end: '2026-03-02T00:00:00Z' };
    const usage = {
      accountId: 'acme',
      occurredAt: on('2026-03-09'),
      metric: 'events',
      feature: null,
      window,
      quantity: 1,
    };
    expect(await changedByLast(['RecordUsage', usage])).toEqual([['acme', '2026-03-01']]);
    const seats = { accountId: 'acme', occurredAt: on('2026-03-09'), seats: 7 };
    expect(await changedByLast(['ChangeSeats', seats])).toEqual([['acme', '2026-03-09']]);
  });

  it('are all a case was ever tied to, from its first day on', async () => {
    expect(
      await changedByLast(
        support('OpenCase', '2026-03-02', { channel: 'ticket' }),
        support('LinkCase', '2026-03-05', { accountId: 'acme' }),
        support('LinkCase', '2026-03-06', { accountId: 'umbrella' }),
        support('SolveCase', '2026-03-08'),
      ),
    ).toEqual([
      ['acme', '2026-03-02'],
      ['umbrella', '2026-03-02'],
    ]);
  });

  it('are none while a case is tied to nobody', async () => {
    expect(await changedByLast(support('OpenCase', '2026-03-02', { channel: 'ticket' }))).toEqual([]);
  });

  it('are those of a contract, from the day it starts', async () => {
    const signed = { accountId: 'acme', occurredAt: on('2026-03-09'), ...term };
    expect(await changedByLast(['SignContract', signed])).toEqual([['acme', '2026-02-01']]);
  });

  it('are both sides of a merger, and whoever the account was merged into before, from ever on', async () => {
    const merged = (into: string, day: string): Saying => [
      'MergeAccount',
      { accountId: 'acme', into, occurredAt: on(day) },
    ];
    expect(await changedByLast(merged('umbrella', '2026-03-01'), merged('initech', '2026-03-02'))).toEqual([
      ['acme', '0001-01-01'],
      ['umbrella', '0001-01-01'],
      ['initech', '0001-01-01'],
    ]);
  });
});
