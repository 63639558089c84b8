import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { Command } from '../../application/commands.js';
import { followOpportunities } from '../../application/follow-opportunities.js';
import { type CommandWithContext, handleCommands } from '../../application/handle-commands.js';
import type { EventStore, RecordedEvent } from '../../application/ports/event-store.js';
import { accountAggregate } from '../../domain/account/aggregate.js';
import { arrOn } from '../../domain/account/contract.js';
import { AccountEvent } from '../../domain/account/events.js';
import { addDays, CalendarDate } from '../../domain/primitives.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { valid } from '../support/valid.js';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour)).toISOString();

type Said = (hour: number) => CommandWithContext;
const say =
  (type: string, more: object = {}): Said =>
  (hour) => ({
    command: valid(Command)({ type, data: { opportunityId: 'deal', occurredAt: at(hour), ...more } }),
    context: {
      correlationId: 'c',
      causationId: null,
      actor: 'spec',
      source: null,
      fact: [type, JSON.stringify(more), String(hour)],
    },
  });
const won = say('WinOpportunity');
const lost = say('LoseOpportunity', { reason: null });
const linked = (accountId: string | null) => say('LinkOpportunity', { accountId });
const described = ({ occurredAt, ...changes }: Readonly<Record<string, string>>) =>
  say('DescribeOpportunity', { ...(occurredAt === undefined ? {} : { occurredAt }), changes });
const worth = (amount: string) => described({ amount, currency: 'EUR' });

const eventsIn = async (store: EventStore, name: string): Promise<ReadonlyArray<RecordedEvent>> => {
  const events = await store.readStream(name)();
  if (E.isLeft(events)) throw new TypeError(events.left._tag);
  return events.right;
};

/** Facts reach the log in portions, and the reactor after each. */
const lived = async (...portions: ReadonlyArray<ReadonlyArray<CommandWithContext>>): Promise<EventStore> => {
  const store = inMemoryEventStore();
  const { react } = followOpportunities(store);
  for (const portion of portions) {
    await handleCommands(store)(portion)();
    await react(await eventsIn(store, 'opportunity-deal'));
  }
  return store;
};

const accountEvents = async (store: EventStore, account: string) =>
  (await eventsIn(store, `account-${account}`)).map(({ event }) => event).filter(AccountEvent.is);

const contractsOf = async (store: EventStore, account: string) =>
  (await accountEvents(store, account)).reduce(accountAggregate.evolve, accountAggregate.initialState).contracts;

const arrOf = async (store: EventStore, account: string, day: string) =>
  arrOn(await contractsOf(store, account), valid(CalendarDate)(day));

const euros = (amount: string) => [{ amount, currency: 'EUR' }];

describe('following opportunities', () => {
  it('makes a won opportunity a contract of its account, for a year', async () => {
    const store = await lived([worth('1200')(1), linked('acme')(2), won(3)]);
    const [event, ...others] = await eventsIn(store, 'account-acme');
    expect(event?.event).toMatchObject({
      type: 'ContractSigned',
      data: {
        occurredAt: at(3),
        arr: { amount: '1200', currency: 'EUR' },
        startsOn: '2026-03-01',
        endsOn: '2027-03-01',
      },
    });
    expect(others).toEqual([]);
  });

  it('traces the contract back to the fact that made it one', async () => {
    const store = await lived([worth('1200')(1), linked('acme')(2), won(3)]);
    const [contract] = await eventsIn(store, 'account-acme');
    const [last] = (await eventsIn(store, 'opportunity-deal')).slice(-1);
    expect(contract?.metadata).toMatchObject({ causationId: last?.id, actor: 'reactor:follow-opportunities' });
  });

  it.each([
    ['not won', [worth('1200')(1), linked('acme')(2)]],
    ['not tied to an account', [worth('1200')(1), won(3)]],
    ['untied again', [worth('1200')(1), linked('acme')(2), linked(null)(3), won(3)]],
    ['without a value', [linked('acme')(2), won(3)]],
    ['worth nothing', [worth('0')(1), linked('acme')(2), won(3)]],
    ['lost after it was won', [worth('1200')(1), linked('acme')(2), won(3), lost(4)]],
  ])('makes no contract of an opportunity that is %s', async (_, facts) => {
    expect(await accountEvents(await lived(facts), 'acme')).toEqual([]);
  });

  it('runs from the day it closes when that is said', async () => {
    const store = await lived([described({ closesOn: '2026-04-01' })(1), worth('1200')(1), linked('acme')(2), won(3)]);
    expect(await arrOf(store, 'acme', '2026-03-31')).toEqual([]);
    expect(await arrOf(store, 'acme', '2026-04-01')).toEqual(euros('1200'));
  });

  it('renews with a renewal', async () => {
    const store = await lived([described({ kind: 'renewal' })(1), worth('1200')(1), linked('acme')(2), won(3)]);
    expect((await accountEvents(store, 'acme')).map(({ type }) => type)).toEqual(['ContractRenewed']);
    expect(await arrOf(store, 'acme', '2026-06-01')).toEqual(euros('1200'));
  });

  it('says nothing again when it is shown the same events again', async () => {
    const facts = [worth('1200')(1), linked('acme')(2), won(3)];
    expect(await accountEvents(await lived(facts, facts, []), 'acme')).toHaveLength(1);
  });

  it('restates a contract whose value is corrected, though the correction is about the time before it was won', async () => {
    const store = await lived([worth('1200')(1), linked('acme')(2), won(5)], [worth('900')(2)], [worth('1000')(3)]);
    expect(await accountEvents(store, 'acme')).toHaveLength(3);
    expect(await arrOf(store, 'acme', '2026-06-01')).toEqual(euros('1000'));
  });

  it('goes back to an earlier value when that turns out to be right', async () => {
    const store = await lived([worth('1200')(1), linked('acme')(2), won(5)], [worth('900')(2)], [worth('1200')(3)]);
    expect(await arrOf(store, 'acme', '2026-06-01')).toEqual(euros('1200'));
  });

  it('moves the contract with the opportunity, and back', async () => {
    const facts = [worth('1200')(1), linked('acme')(2), won(3)];
    const moved = await lived(facts, [linked('umbrella')(6)]);
    expect(await arrOf(moved, 'acme', '2026-06-01')).toEqual([]);
    expect(await arrOf(moved, 'umbrella', '2026-06-01')).toEqual(euros('1200'));
    const back = await lived(facts, [linked('umbrella')(6)], [linked('acme')(7)]);
    expect(await arrOf(back, 'acme', '2026-06-01')).toEqual(euros('1200'));
    expect(await arrOf(back, 'umbrella', '2026-06-01')).toEqual([]);
  });

  it('moves a renewal to the day it turns out to have closed', async () => {
    const closing = (closesOn: string) => described({ kind: 'renewal', closesOn });
    const facts = [worth('1200')(1), linked('acme')(2), closing('2026-04-20')(3), won(4)];
    const store = await lived(facts, [closing('2026-03-10')(5)]);
    expect(await arrOf(store, 'acme', '2026-05-01')).toEqual(euros('1200'));
    expect(await arrOf(store, 'acme', '2027-03-20')).toEqual([]);
  });

  it('takes the contract back when the opportunity was lost after all', async () => {
    const store = await lived([worth('1200')(1), linked('acme')(2), won(3)], [lost(4)]);
    expect(await arrOf(store, 'acme', '2026-06-01')).toEqual([]);
  });

  it('asks to be tried again when the log does not answer', async () => {
    const store = await lived([worth('1200')(1), linked('acme')(2), won(3)]);
    const down: EventStore = {
      ...store,
      readStream: () => async () => E.left({ _tag: 'LogUnavailable', reason: 'x' }),
    };
    await expect(followOpportunities(down).react(await eventsIn(store, 'opportunity-deal'))).rejects.toThrow();
  });

  it('ends in the same yearly value whatever the order and the portions in which facts arrive', async () => {
    const fact = fc.oneof(
      fc.constantFrom('300', '700', '0').map(worth),
      fc.constantFrom('new', 'renewal', 'upsell').map((kind) => described({ kind })),
      fc.constantFrom('2026-03-10', '2026-04-20').map((closesOn) => described({ closesOn })),
      fc.constantFrom('acme', 'umbrella', null).map(linked),
      fc.constantFrom(won, won, lost),
    );
    const life = fc
      .array(fc.tuple(fact, fc.integer({ min: 1, max: 12 })), { minLength: 3, maxLength: 10 })
      .map((said) => [worth('500')(1), linked('acme')(1), won(6), ...said.map(([one, hour]) => one(hour))]);
    const days = [10, 40, 60, 380].map((n) => addDays(valid(CalendarDate)('2026-03-01'), n));
    const values = async (store: EventStore) =>
      Promise.all(days.flatMap((day) => ['acme', 'umbrella'].map((account) => arrOf(store, account, day))));
    const arriving = life.chain((facts) =>
      fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }), fc.nat({ max: 13 })),
    );
    await fc.assert(
      fc.asyncProperty(arriving, async ([facts, shuffled, cut]) => {
        const inOrder = await values(await lived(facts));
        expect(await values(await lived(shuffled.slice(0, cut), shuffled.slice(cut)))).toEqual(inOrder);
        expect(await values(await lived(...shuffled.map((one) => [one])))).toEqual(inOrder);
      }),
      { seed: 2026, numRuns: 300 },
    );
  });
});
