import fc from 'fast-check';
import type * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import type { SaidFact } from '../../../application/ports/feature-inputs.js';
import { type DomainEvent, eventCatalogue } from '../../../domain/catalogue.js';
import { addDays, CalendarDate, dayOf, Timestamp } from '../../../domain/primitives.js';
import { accountHistory } from '../../../ml/features/account-history.js';
import { benchmarkSteps } from '../../../ml/features/benchmark-steps.js';
import { seriesFrom } from '../../../ml/features/daily-entries.js';
import type { FeatureDefinition } from '../../../ml/features/definition.js';
import { features } from '../../../ml/features/definitions/all.js';
import { featureSetOf, valuesOn } from '../../../ml/features/feature-set.js';
import { handled } from '../../../projections/features/handled.js';
import { arbitraryOf } from '../../support/arbitrary-of.js';
import { valid } from '../../support/valid.js';

const set = featureSetOf(features);
const first = valid(CalendarDate)('2026-03-01');
const recordedAt = valid(Timestamp)('2026-07-01T00:00:00Z');

const events = fc.oneof(
  ...handled.map((type) => arbitraryOf(eventCatalogue[type].codec as t.Type<DomainEvent, unknown, unknown>)),
);
const facts: fc.Arbitrary<ReadonlyArray<SaidFact>> = fc.array(
  events.map((event) => ({ event, recordedAt })),
  { minLength: 5, maxLength: 60 },
);
const entries = fc.array(
  fc.record({
    name: fc.constantFrom('events', 'events/reports', 'active_users', 'engagements', 'features_adopted', 'seats'),
    day: fc.nat({ max: 100 }).map((after) => addDays(first, after)),
    value: fc.nat({ max: 50 }),
  }),
  { maxLength: 80 },
);
const days = fc.nat({ max: 12 }).map((after) => addDays(first, after));

const valuesOf = (
  said: ReadonlyArray<SaidFact>,
  used: Parameters<typeof seriesFrom>[0],
  day: CalendarDate,
  to: CalendarDate,
) =>
  valuesOn(
    set,
    accountHistory({ facts: said, series: [seriesFrom(used, to)], benchmarks: benchmarkSteps(said) }, to),
    day,
  );

describe('the features of an account on a day', () => {
  it('are not changed by anything that happened later', () =>
    fc.assert(
      fc.property(facts, entries, days, (said, used, day) => {
        const until = said.filter(({ event }) => dayOf(event.data.occurredAt) <= day);
        const usedUntil = used.filter((entry) => entry.day <= day);
        expect(valuesOf(said, used, day, addDays(day, 90))).toEqual(valuesOf(until, usedUntil, day, day));
      }),
      { seed: 2026, numRuns: 300 },
    ));

  it('are changed by what happened later where one of them peeks, so that this law finds it', () => {
    const [honest] = features as [FeatureDefinition];
    const peeking: FeatureDefinition = {
      ...{ ...honest, name: 'peeks', nullRule: 'no-basis' },
      of: ({ history, place }) => history.flows.get('events')?.upTo[place + 4] ?? null,
    };
    const peekingSet = featureSetOf([peeking]);
    const told = (used: Parameters<typeof seriesFrom>[0], to: CalendarDate) =>
      valuesOn(peekingSet, accountHistory({ facts: [], series: [seriesFrom(used, to)] }, to), first);
    expect(() =>
      fc.assert(
        fc.property(entries, (used) => {
          const usedUntil = used.filter((entry) => entry.day <= first);
          expect(told(used, addDays(first, 90))).toEqual(told(usedUntil, first));
        }),
        { seed: 2026, numRuns: 300 },
      ),
    ).toThrow('Property failed');
  });

  it('are the same in whatever order facts came, and however often', () => {
    const arrived = facts.chain((said) =>
      fc.tuple(fc.constant(said), fc.shuffledSubarray([...said], { minLength: said.length }), fc.subarray([...said])),
    );
    fc.assert(
      fc.property(arrived, entries, days, ([said, shuffled, again], used, day) => {
        expect(valuesOf([...again, ...shuffled], used, day, day)).toEqual(valuesOf(said, used, day, day));
      }),
      { seed: 2026, numRuns: 300 },
    );
  });

  it('are numbers or missing as each definition says', () =>
    fc.assert(
      fc.property(facts, entries, days, (said, used, day) => {
        const values = valuesOf(said, used, day, day);
        for (const [i, { definition }] of set.features.entries()) {
          const value = values[i] ?? null;
          if (definition.nullRule === 'never') expect([definition.name, value]).not.toEqual([definition.name, null]);
          if (value !== null) {
            expect([definition.name, typeof value]).toEqual([
              definition.name,
              definition.kind === 'number' ? 'number' : 'string',
            ]);
          }
          if (typeof value === 'number')
            expect([definition.name, Number.isFinite(value)]).toEqual([definition.name, true]);
        }
      }),
      { seed: 2026, numRuns: 200 },
    ));
});

describe('the hash of a definition', () => {
  const [definition] = features as [FeatureDefinition];
  const hashed = (changed: Partial<FeatureDefinition>): string =>
    featureSetOf([{ ...definition, ...changed }]).features[0]?.hash ?? '';

  it('is the same for the same computation, however it is written', () =>
    expect(hashed({ of: (account) => definition.of(account) })).toBe(hashed({})));

  it('is another where it computes or says something else', () => {
    expect(hashed({ of: () => 1 })).not.toBe(hashed({}));
    expect(hashed({ version: 2 })).not.toBe(hashed({}));
    expect(hashed({ nullRule: 'never' })).not.toBe(hashed({}));
  });

  it('tells every feature from every other, and shows that probes reach it', () => {
    expect(new Set(set.features.map(({ hash }) => hash)).size).toBe(features.length);
    const saysNothing = features.map((one) => ({ ...one, of: () => (one.nullRule === 'never' ? 0 : null) }));
    const same = featureSetOf(saysNothing).features.filter(({ hash }, i) => hash === set.features[i]?.hash);
    expect(same.map(({ column }) => column)).toEqual([]);
  });

  it('lets old and new versions stand side by side, but not one version twice', () => {
    expect(featureSetOf([definition, { ...definition, version: 2 }]).features.map(({ column }) => column)).toEqual([
      'health_score@1',
      'health_score@2',
    ]);
    expect(() => featureSetOf([definition, definition])).toThrow('twice');
  });
});
