import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, CalendarDate } from '../../../domain/primitives.js';
import { cohortsOf } from '../../../projections/trends/cohorts.js';
import { type SaidDay, seriesOf } from '../../../projections/trends/series.js';
import { yearlyValues } from '../../../projections/trends/yearly-values.js';
import { valid } from '../../support/valid.js';

const date = valid(CalendarDate);
const level = (accountId: string, day: string, sum: number, metric = 'arr', part: string | null = null): SaidDay => ({
  ...{ accountId, metric, feature: '', part, day: date(day), sum, count: 1 },
});
const nothingMerged = new Map<string, string>();
const year = { grain: 'month', from: date('2025-01-01'), to: date('2026-01-01'), asOf: date('2025-12-31') } as const;

type Roots = ReadonlyMap<string, string>;
const triangles = (
  said: ReadonlyArray<SaidDay>,
  span: Partial<Parameters<typeof cohortsOf>[1]> = {},
  roots: Roots = nothingMerged,
) => cohortsOf(yearlyValues(said, roots), { ...year, ...span });
const until = (day: string) => ({ asOf: date(day) });

describe('cohorts', () => {
  it('are the accounts that became customers in a month, and what became of them at the end of each that is over', () => {
    const said = [
      level('acme', '2025-01-10', 1000),
      level('acme', '2025-02-20', 1500),
      level('birch', '2025-01-20', 500),
      level('birch', '2025-02-28', 300),
      level('cedar', '2025-01-31', 200),
      level('cedar', '2025-03-01', 0),
      level('delta', '2025-02-01', 80),
    ];
    expect(triangles(said, until('2025-03-31'))).toEqual([
      {
        part: null,
        cohorts: [
          {
            start: '2025-01-01',
            accounts: 3,
            ages: [
              {
                ...{ age: 0, day: '2025-01-31', accounts: 3, leftOut: 0, paying: 3 },
                ...{ startValue: 1700, keptValue: 1700, value: 1700, logo: 1, gross: 1, net: 1 },
              },
              {
                ...{ age: 1, day: '2025-02-28', accounts: 3, leftOut: 0, paying: 3 },
                ...{ startValue: 1700, keptValue: 1500, value: 2000, logo: 1, gross: 0.882353, net: 1.176471 },
              },
              {
                ...{ age: 2, day: '2025-03-31', accounts: 3, leftOut: 0, paying: 2 },
                ...{ startValue: 1700, keptValue: 1300, value: 1800, logo: 0.666667, gross: 0.764706, net: 1.058824 },
              },
            ],
          },
          {
            start: '2025-02-01',
            accounts: 1,
            ages: [
              { age: 0, day: '2025-02-28', value: 80 },
              { age: 1, day: '2025-03-31', value: 80 },
            ].map((age) => ({
              ...{ accounts: 1, leftOut: 0, paying: 1, startValue: 80, keptValue: 80, logo: 1, gross: 1, net: 1 },
              ...age,
            })),
          },
        ],
        averages: [
          { age: 0, accounts: 4, paying: 4, startValue: 1780, keptValue: 1780, value: 1780, logo: 1, gross: 1, net: 1 },
          {
            ...{ age: 1, accounts: 4, paying: 4, startValue: 1780, keptValue: 1580, value: 2080 },
            ...{ logo: 1, gross: 0.88764, net: 1.168539 },
          },
          {
            ...{ age: 2, accounts: 3, paying: 2, startValue: 1700, keptValue: 1300, value: 1800 },
            ...{ logo: 0.666667, gross: 0.764706, net: 1.058824 },
          },
        ].map((age) => ({ leftOut: 0, ...age })),
      },
    ]);
  });

  it('have no age whose month is not over', () => {
    const [triangle] = triangles([level('acme', '2025-01-10', 1000)], until('2025-03-30'));
    expect(triangle?.cohorts[0]?.ages.map(({ day }) => day)).toEqual(['2025-01-31', '2025-02-28']);
    expect(triangles([level('acme', '2025-03-10', 1000)], until('2025-03-30'))).toEqual([]);
  });

  it('are of quarters too', () => {
    const said = [
      level('acme', '2025-02-10', 1000),
      level('acme', '2025-05-01', 900),
      level('birch', '2025-03-01', 100),
    ];
    const [triangle] = triangles(said, { grain: 'quarter' });
    expect(triangle?.cohorts).toMatchObject([
      {
        start: '2025-01-01',
        accounts: 2,
        ages: [
          { day: '2025-03-31', value: 1100 },
          { day: '2025-06-30', value: 1000 },
          { day: '2025-09-30', value: 1000 },
          { day: '2025-12-31', value: 1000 },
        ],
      },
    ]);
  });

  it('are those of the asked for days, by what was before them too', () => {
    const said = [
      level('acme', '2024-06-01', 100),
      level('acme', '2024-12-01', 0),
      level('acme', '2025-01-15', 100),
      level('birch', '2025-02-15', 100),
      level('cedar', '2025-03-15', 100),
    ];
    const [triangle] = triangles(said, { from: date('2025-01-31'), to: date('2025-02-02') });
    expect(triangle?.cohorts.map(({ start, accounts }) => [start, accounts])).toEqual([['2025-02-01', 1]]);
  });

  it('tell who left within the first month from those who stayed, by what they began with', () => {
    const said = [level('acme', '2025-01-03', 100), level('acme', '2025-01-20', 0), level('birch', '2025-01-09', 300)];
    expect(triangles(said)[0]?.cohorts[0]?.ages[0]).toMatchObject({
      ...{ accounts: 2, paying: 1, startValue: 400, keptValue: 300, value: 300, logo: 0.5, gross: 0.75 },
    });
  });

  it('take what was bought within the first month as what was begun with', () => {
    const said = [level('acme', '2025-01-03', 100), level('acme', '2025-01-05', 250)];
    expect(triangles(said)[0]?.cohorts[0]?.ages[0]).toMatchObject({ startValue: 250, net: 1 });
  });

  it('count an account that was merged as part of the one it became', () => {
    const said = [
      level('acme-old', '2025-01-03', 100),
      level('acme', '2025-02-03', 50),
      level('acme-old', '2025-03-01', 0),
    ];
    const [triangle] = triangles(said, until('2025-03-31'), new Map([['acme-old', 'acme']]));
    expect(triangle?.cohorts).toMatchObject([
      { start: '2025-01-01', accounts: 1, ages: [{ value: 100 }, { value: 150 }, { value: 50, keptValue: 50 }] },
    ]);
  });

  it('leave an account out where its contracts run in several currencies, and say so', () => {
    const mixed = (day: string, sum: 0 | 1) => level('acme', day, sum, 'mixed_currencies');
    const said = [
      ...[
        level('acme', '2025-01-03', 100),
        mixed('2025-02-03', 1),
        mixed('2025-03-03', 0),
        level('acme', '2025-03-03', 70),
      ],
      level('birch', '2025-01-03', 10),
    ];
    expect(triangles(said, until('2025-03-31'))[0]?.cohorts).toMatchObject([
      {
        accounts: 2,
        ages: [
          { accounts: 2, leftOut: 0, startValue: 110 },
          { accounts: 1, leftOut: 1, paying: 1, startValue: 10, keptValue: 10, value: 10, net: 1 },
          { accounts: 2, leftOut: 0, startValue: 110, value: 80 },
        ],
      },
    ]);
  });

  it('leave an account out at every age of which nobody can say what it began with', () => {
    const said = [
      level('acme', '2025-01-03', 1, 'mixed_currencies'),
      level('acme', '2025-02-03', 0, 'mixed_currencies'),
      level('acme', '2025-02-03', 70),
    ];
    const [cohort] = triangles(said, until('2025-02-28'))[0]?.cohorts ?? [];
    expect(cohort).toMatchObject({ start: '2025-01-01', accounts: 1 });
    expect(cohort?.ages.map(({ accounts, leftOut, net }) => [accounts, leftOut, net])).toEqual([
      [0, 1, null],
      [0, 1, null],
    ]);
  });

  it('are told apart by part, accounts without one first', () => {
    const said = [
      level('acme', '2025-01-03', 1, 'arr', 'smb'),
      level('birch', '2025-01-03', 2, 'arr', 'enterprise'),
      level('cedar', '2025-01-03', 4),
    ];
    const sums = triangles(said).map(({ part, averages }) => [part, averages[0]?.startValue]);
    expect(sums).toEqual([
      [null, 4],
      ['enterprise', 2],
      ['smb', 1],
    ]);
  });
});

describe('any book', () => {
  const someDay = fc.integer({ min: 0, max: 364 }).map((days) => addDays(date('2025-01-01'), days));
  const someAccount = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const some = (metric: string, value: fc.Arbitrary<number>) =>
    fc
      .uniqueArray(fc.tuple(someAccount, someDay, value), { maxLength: 40, selector: ([id, day]) => `${id} ${day}` })
      .map((each) => each.map(([id, day, sum]) => level(id, day, sum, metric, id === 'a' ? 'smb' : null)));
  const values = some(
    'arr',
    fc.oneof(
      fc.constant(0),
      fc.nat({ max: 1e8 }).map((sixteenths) => sixteenths / 16),
    ),
  );
  const mixtures = some('mixed_currencies', fc.constantFrom(0, 1));
  const someGrain = fc.constantFrom('month' as const, 'quarter' as const);
  const roots = new Map([['e', 'd']]);
  const whole = (said: ReadonlyArray<SaidDay>) => said.map((each) => ({ ...each, part: null }));

  it('adds up, on the last day of each period, to the yearly value of the book', () => {
    fc.assert(
      fc.property(values, someGrain, (said, grain) => {
        const [triangle] = triangles(whole(said), { grain }, roots);
        const ages = (triangle?.cohorts ?? []).flatMap((cohort) => cohort.ages);
        const book = seriesOf(whole(said), { grain, from: year.from, to: year.to, byFeature: false })[0];
        for (const [i, { value }] of (book?.points ?? []).entries()) {
          const month = String((i + 1) * (grain === 'month' ? 1 : 3)).padStart(2, '0');
          const then = ages.filter(({ day }) => day.startsWith(`2025-${month}`));
          expect(then.reduce((sum, each) => sum + each.value, 0)).toBe(value ?? 0);
        }
      }),
    );
  });

  it('keeps no more than it began with, and what it has beyond that is what accounts grew by', () => {
    fc.assert(
      fc.property(values, mixtures, someGrain, (said, mixed, grain) => {
        for (const { cohorts, averages } of triangles([...said, ...mixed], { grain }, roots)) {
          for (const { accounts, ages } of cohorts)
            for (const age of ages) expect(age.accounts + age.leftOut).toBe(accounts);
          for (const age of [...cohorts.flatMap(({ ages }) => ages), ...averages]) {
            expect(age.keptValue).toBeLessThanOrEqual(Math.min(age.startValue, age.value));
            expect(age.paying).toBeLessThanOrEqual(age.accounts);
            if (age.startValue === 0) expect(age).toMatchObject({ gross: null, net: null });
            else {
              expect(age.gross).toBeCloseTo(age.keptValue / age.startValue, 5);
              const grown = (age.value - age.keptValue) / age.startValue;
              expect(Math.abs((age.net ?? 0) - (age.gross ?? 0) - grown)).toBeLessThanOrEqual(1e-6 * (1 + grown));
            }
          }
        }
      }),
    );
  });

  it('begins with all it has: retention is whole at the end of the first period of whoever did not leave within it', () => {
    fc.assert(
      fc.property(values, someGrain, (said, grain) => {
        const [triangle] = triangles(whole(said), { grain }, roots);
        for (const { ages } of triangle?.cohorts ?? []) {
          const [age] = ages;
          if (age === undefined || age.paying !== age.accounts) continue;
          expect(age).toMatchObject({ logo: 1, gross: 1, net: 1 });
        }
      }),
    );
  });

  it('is the sum of its parts, and its averages of its cohorts', () => {
    fc.assert(
      fc.property(values, mixtures, someGrain, (said, mixed, grain) => {
        const rootParts = (each: SaidDay) => ({ ...each, part: each.accountId === 'a' ? 'smb' : null });
        const split = triangles([...said, ...mixed].map(rootParts), { grain }, roots);
        const [all] = triangles(whole([...said, ...mixed]), { grain }, roots);
        for (const average of all?.averages ?? []) {
          const ofParts = split.flatMap(({ averages }) => averages.filter(({ age }) => age === average.age));
          const ofCohorts = (all?.cohorts ?? []).flatMap(({ ages }) => ages.filter(({ age }) => age === average.age));
          for (const name of ['accounts', 'leftOut', 'paying', 'startValue', 'keptValue', 'value'] as const) {
            expect(ofParts.reduce((sum, each) => sum + each[name], 0)).toBe(average[name]);
            expect(ofCohorts.reduce((sum, each) => sum + each[name], 0)).toBe(average[name]);
          }
        }
      }),
    );
  });

  it('is the same in any order of what is said of it', () => {
    const shuffled = fc
      .tuple(values, mixtures)
      .map(([said, mixed]) => [...said, ...mixed])
      .chain((said) => fc.tuple(fc.constant(said), fc.shuffledSubarray(said, { minLength: said.length })));
    fc.assert(
      fc.property(shuffled, ([said, again]) => {
        expect(triangles(again, {}, roots)).toEqual(triangles(said, {}, roots));
      }),
    );
  });
});
