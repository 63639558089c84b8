import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { EventStore } from '../../application/ports/event-store.js';
import type { HealthInputs } from '../../application/ports/health-inputs.js';
import { type ChangedAccount, scoreHealth } from '../../application/score-health.js';
import type { AccountSeries, DailySeries } from '../../domain/health/daily-series.js';
import { defaultPolicy } from '../../domain/health/default-policy.js';
import type { HealthEvent } from '../../domain/health/events.js';
import { evolve, initialHealth } from '../../domain/health/state.js';
import { AccountId } from '../../domain/ids.js';
import { addDays, CalendarDate, Timestamp } from '../../domain/primitives.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { valid } from '../support/valid.js';

type Fact = { readonly account: string; readonly metric: string; readonly day: number; readonly quantity: number };

const first = valid(CalendarDate)('2026-01-01');
const account = valid(AccountId);
const acme = account('acme');
const now = valid(Timestamp)('2026-12-31T12:00:00Z');
const cause = { correlationId: 'c', causationId: null };

const seriesOf = (facts: ReadonlyArray<Fact>, days: number): DailySeries => {
  const sums = new Float64Array(days).fill(Number.NaN);
  const counts = new Float64Array(days);
  for (const { day, quantity } of facts) {
    sums[day] = (Number.isNaN(sums[day]) ? 0 : (sums[day] ?? 0)) + quantity;
    counts[day] = (counts[day] ?? 0) + 1;
  }
  return { from: first, sums, counts };
};

const scoresIn = async (store: EventStore, name = 'health-acme'): Promise<ReadonlyArray<HealthEvent>> => {
  const events = await store.readStream(name)();
  if (E.isLeft(events)) throw new TypeError(events.left._tag);
  return events.right.flatMap(({ event }) => (event.type === 'HealthScored' ? [event] : []));
};

const finalScores = async (store: EventStore, name?: string) =>
  (await scoresIn(store, name)).reduce(evolve, initialHealth).days;

/** Read models that keep up with the facts, and with the health stream as far as `seen` lets them. */
const readModels = (store: EventStore, facts: ReadonlyArray<Fact>, seen = Number.POSITIVE_INFINITY): HealthInputs => ({
  mergedGroup: async (accountId) => ({ root: accountId, members: [accountId] }),
  dailySeries: async (accountIds, to) => {
    const days = (Date.parse(to) - Date.parse(first)) / 86_400_000 + 1;
    const known = facts.filter(({ day }) => day < days);
    return new Map(
      accountIds.map((id): [AccountId, AccountSeries] => {
        const own = known.filter((fact) => fact.account === id);
        const metrics = new Set(own.map(({ metric }) => metric));
        const metric = (name: string) =>
          seriesOf(
            own.filter((fact) => fact.metric === name),
            days,
          );
        return [id, new Map([...metrics].map((name) => [name, metric(name)]))];
      }),
    );
  },
  factDays: async (accountIds, from) =>
    [
      ...new Set(
        facts.flatMap((fact) => (accountIds.includes(account(fact.account)) ? [addDays(first, fact.day)] : [])),
      ),
    ]
      .filter((day) => day >= from)
      .sort(),
  scoredDays: async (accountId, from) => {
    const scores = (await scoresIn(store, `health-${accountId}`)).slice(0, seen);
    const { days } = scores.reduce(evolve, initialHealth);
    return {
      revision: scores.length === 0 ? undefined : BigInt(scores.length - 1),
      days: Object.fromEntries(Object.entries(days).filter(([day]) => day >= from)),
    };
  },
});

const scorer = (store: EventStore, inputs: HealthInputs, policy = defaultPolicy) =>
  scoreHealth({ append: store.append, inputs, clock: () => now, policy });
const since = (day: number, accountId: AccountId = acme): ChangedAccount => ({
  accountId,
  since: addDays(first, day),
  cause,
});
const used = (day: number, quantity = 5): Fact => ({ account: 'acme', metric: 'events', day, quantity });

describe('scoring health', () => {
  it('scores every day that has facts, as of its end', async () => {
    const store = inMemoryEventStore();
    const scored = await scorer(store, readModels(store, [used(0), used(3)]))([since(0)])();
    expect(scored).toEqual(E.right({ appended: 2, conflicts: [] }));
    const scores = await scoresIn(store);
    expect(scores.map(({ data }) => [data.day, data.occurredAt, data.policyVersion])).toEqual([
      ['2026-01-01', '2026-01-01T23:59:59.999Z', 1],
      ['2026-01-04', '2026-01-04T23:59:59.999Z', 1],
    ]);
  });

  it('appends nothing when the days come out as recorded', async () => {
    const store = inMemoryEventStore();
    const inputs = readModels(store, [used(0), used(3)]);
    await scorer(store, inputs)([since(0)])();
    expect(await scorer(store, inputs)([since(0)])()).toEqual(E.right({ appended: 0, conflicts: [] }));
  });

  it('restates only the days a late fact changes', async () => {
    const store = inMemoryEventStore();
    const facts = [0, 10, 20, 100].map((day) => used(day));
    await scorer(store, readModels(store, facts))([since(0)])();
    const late = [...facts, { account: 'acme', metric: 'csat', day: 5, quantity: 1 }];
    await scorer(store, readModels(store, late))([since(5)])();
    const restated = (await scoresIn(store)).slice(facts.length).map(({ data }) => data.day);
    expect(restated).toEqual(['2026-01-06', '2026-01-11', '2026-01-21']);
  });

  it('scores a day on which nothing happened when asked to, as of now while it lasts', async () => {
    const store = inMemoryEventStore();
    const today = valid(CalendarDate)('2026-12-31');
    await scorer(store, readModels(store, [used(0)]))([since(364)], [today])();
    const [score] = await scoresIn(store);
    expect([score?.data.day, score?.data.occurredAt, score?.data.caps]).toEqual([today, now, ['no usage for 30 days']]);
  });

  it('says nothing about an account nobody has ever reported on', async () => {
    const store = inMemoryEventStore();
    const unreported = { ...readModels(store, []), dailySeries: async () => new Map() };
    const today = valid(CalendarDate)('2026-12-31');
    expect(await scorer(store, unreported)([since(364)], [today])()).toEqual(E.right({ appended: 0, conflicts: [] }));
  });

  it('does not score days to come', async () => {
    const store = inMemoryEventStore();
    await scorer(store, readModels(store, [used(0), used(400)]))([since(0)])();
    expect((await scoresIn(store)).map(({ data }) => data.day)).toEqual(['2026-01-01']);
  });

  it('scores all days again under another policy', async () => {
    const store = inMemoryEventStore();
    const inputs = readModels(store, [used(0), used(3)]);
    await scorer(store, inputs)([since(0)])();
    await scorer(store, inputs, { ...defaultPolicy, version: 2 })([since(0)])();
    expect((await scoresIn(store)).map(({ data }) => data.policyVersion)).toEqual([1, 1, 2, 2]);
  });

  it('scores the root of a merged group, with the facts of all who belong to it', async () => {
    const store = inMemoryEventStore();
    const umbrella = account('umbrella');
    const facts = [used(0), { account: 'umbrella', metric: 'csat', day: 1, quantity: 1 }];
    const merged: HealthInputs = {
      ...readModels(store, facts),
      mergedGroup: async () => ({ root: umbrella, members: [acme, umbrella] }),
    };
    await scorer(store, merged)([since(1, umbrella), since(0)])();
    expect(await scoresIn(store)).toEqual([]);
    const scores = await scoresIn(store, 'health-umbrella');
    expect(scores.map(({ data }) => data.day)).toEqual(['2026-01-01', '2026-01-02']);
    const inputsOfLast = scores.at(-1)?.data.measures.map(({ name, input }) => [name, input]);
    expect(inputsOfLast).toEqual(
      expect.arrayContaining([
        ['usage recency', 1],
        ['satisfaction', 1],
      ]),
    );
  });

  it('can score again before the read model has its last scores', async () => {
    const store = inMemoryEventStore();
    const facts = [used(0)];
    const score = scorer(store, readModels(store, facts, 0));
    await score([since(0)])();
    facts.push(used(1));
    expect(await score([since(1)])()).toEqual(E.right({ appended: 1, conflicts: [] }));
    expect((await scoresIn(store)).map(({ data }) => data.day)).toEqual(['2026-01-01', '2026-01-02']);
  });

  it('does not undo what another scorer recorded meanwhile', async () => {
    const store = inMemoryEventStore();
    await scorer(store, readModels(store, [used(0)]))([since(0)])();
    const behind = scorer(store, readModels(store, [used(0), used(1)], 0));
    expect(await behind([since(0)])()).toEqual(E.right({ appended: 0, conflicts: [acme] }));
    expect(await scoresIn(store)).toHaveLength(1);
  });

  it('says that the log does not answer', async () => {
    const store = inMemoryEventStore();
    const down = { _tag: 'LogUnavailable', reason: 'down' } as const;
    const silent: EventStore = { ...store, append: () => async () => E.left(down) };
    expect(await scorer(silent, readModels(store, [used(0)]))([since(0)])()).toEqual(E.left(down));
  });

  it('records a score that goes back to what it was before', async () => {
    const store = inMemoryEventStore();
    const csat = (quantity: number) => ({ account: 'acme', metric: 'csat', day: 0, quantity });
    for (const facts of [[csat(1)], [csat(0)], [csat(1)]]) await scorer(store, readModels(store, facts))([since(0)])();
    const inputs = (await scoresIn(store)).map(
      ({ data }) => data.measures.find(({ name }) => name === 'satisfaction')?.input,
    );
    expect(inputs).toEqual([1, 0, 1]);
  });

  it('ends in the same scores whatever the order and the portions in which facts arrive', async () => {
    const metric = fc.constantFrom(
      'events',
      'events/export',
      'active_users',
      'seats',
      'tickets_opened',
      'tickets_solved',
      'csat',
      'engagements',
      'stakeholders_left',
      'arr',
    );
    const fact = fc.record({
      account: fc.constant('acme'),
      metric,
      day: fc.nat({ max: 150 }),
      quantity: fc.nat({ max: 20 }),
    });
    const facts = fc.uniqueArray(fact, {
      minLength: 1,
      maxLength: 25,
      selector: ({ metric: m, day }) => `${m} ${day}`,
    });
    const arriving = facts.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.integer({ min: 1, max: all.length }),
        fc.boolean(),
      ),
    );
    await fc.assert(
      fc.asyncProperty(arriving, async ([all, shuffled, portion, keepsUp]) => {
        const atOnce = inMemoryEventStore();
        await scorer(atOnce, readModels(atOnce, all))([since(0)])();

        const store = inMemoryEventStore();
        const arrived: Array<Fact> = [];
        const score = scorer(store, readModels(store, arrived, keepsUp ? undefined : 0));
        for (let i = 0; i < shuffled.length; i += portion) {
          const batch = shuffled.slice(i, i + portion);
          arrived.push(...batch);
          await score([since(Math.min(...batch.map(({ day }) => day)))])();
        }
        expect(await finalScores(store)).toEqual(await finalScores(atOnce));
      }),
      { seed: 2026, numRuns: 60 },
    );
  });
});
