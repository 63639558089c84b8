import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { decodeError } from '../../../domain/errors.js';
import { type AccountValues, listFields, numberFields, textFields } from '../../../domain/segment/fields.js';
import { matches } from '../../../domain/segment/matches.js';
import { type Condition, conditionsOf, Rule } from '../../../domain/segment/rule.js';
import { arbitraryOf } from '../../support/arbitrary-of.js';
import { valid } from '../../support/valid.js';

const unknown = Object.fromEntries([
  ...[...textFields, ...numberFields].map((field) => [field, null]),
  ...listFields.map((field) => [field, []]),
]) as unknown as AccountValues;
const account = (known: Partial<AccountValues>): AccountValues => ({ ...unknown, ...known });
const rule = valid(Rule);
const condition = (field: string, op: string, value?: unknown) =>
  rule({ field, op, ...(value === undefined ? {} : { value }) });

const rules = arbitraryOf(Rule);
const accounts = fc
  .record({
    plan: fc.option(fc.constantFrom('.', 'a.', 'pro')),
    arr: fc.option(fc.nat({ max: 500 })),
    seats: fc.option(fc.nat({ max: 500 })),
    cohort: fc.subarray(['.', 'a.', 'b.']),
  })
  .map(account);

describe('a condition', () => {
  const acme = account({ plan: 'Pro', arr: 1200, seats: 0, cohort: ['power', 'c7'], daysToRenewal: 30 });

  it.each([
    ['plan', '=', 'Pro', true],
    ['plan', '=', 'pro', false],
    ['plan', 'in', ['Team', 'Pro'], true],
    ['plan', 'contains', 'PR', true],
    ['plan', 'is missing', undefined, false],
    ['industry', 'is missing', undefined, true],
    ['industry', '=', 'retail', undefined],
    ['arr', '>', 1200, false],
    ['arr', 'between', [1200, 1300], true],
    ['arr', 'in', [1, 1200], true],
    ['seats', '<', 1, true],
    ['seats', 'is missing', undefined, false],
    ['healthScore', '<', 40, undefined],
    ['daysToRenewal', 'between', [0, 30], true],
    ['cohort', '=', 'c7', true],
    ['cohort', 'in', ['x', 'y'], false],
    ['cohort', 'is missing', undefined, false],
  ])('%s %s %s is %s', (field, op, value, expected) =>
    expect(matches(condition(field, op, value), acme)).toBe(expected),
  );

  it('never matches what is not known, unless it asks for that; being in no cohort is known', () => {
    const ofUnknown = (one: Condition): boolean | undefined => {
      if (one.op === 'is missing') return true;
      return one.field === 'cohort' ? false : undefined;
    };
    fc.assert(
      fc.property(rules, (any) => {
        for (const one of conditionsOf(any)) expect(matches(one, unknown)).toBe(ofUnknown(one));
      }),
      { seed: 2026 },
    );
  });
});

describe('and, or, not', () => {
  const laws = (law: (a: Rule, b: Rule, values: AccountValues) => void) =>
    fc.assert(fc.property(rules, rules, accounts, law), { seed: 2026 });

  it('keep the laws of De Morgan, and undo a double no', () =>
    laws((a, b, values) => {
      const of = (one: Rule) => matches(one, values);
      expect(of({ not: { and: [a, b] } })).toBe(of({ or: [{ not: a }, { not: b }] }));
      expect(of({ not: { or: [a, b] } })).toBe(of({ and: [{ not: a }, { not: b }] }));
      expect(of({ not: { not: a } })).toBe(of(a));
    }));

  it('do not depend on order or repetition, and absorb', () =>
    laws((a, b, values) => {
      const of = (one: Rule) => matches(one, values);
      expect(of({ and: [a, b] })).toBe(of({ and: [b, a, b] }));
      expect(of({ or: [a, b] })).toBe(of({ or: [b, a, b] }));
      expect(of({ and: [a, { or: [a, b] }] })).toBe(of(a));
    }));

  it('of two opposites at most one matches, whatever is not known', () =>
    laws((a, _, values) => {
      expect([a, { not: a }].filter((one) => matches(one, values)).length).toBeLessThan(2);
    }));

  it('only ever tell more when more is known', () =>
    laws((a, _, values) => {
      const withoutMissing = conditionsOf(a).every(({ op, field }) => op !== 'is missing' && field !== 'cohort');
      const before = matches(a, { ...values, plan: null, arr: null });
      if (withoutMissing && before !== undefined) expect(matches(a, values)).toBe(before);
    }));
});

describe('a rule', () => {
  it('is read as it was written', () =>
    fc.assert(
      fc.property(rules, (one) => {
        expect(Rule.decode(JSON.parse(JSON.stringify(one)))).toEqual(E.right(one));
      }),
      { seed: 2026 },
    ));

  it.each([
    ['nothing', null, ''],
    ['a field nobody knows', { field: 'shoe size', op: '=', value: 4 }, '/field'],
    ['an operator that a field has not', { field: 'plan', op: '<', value: 4 }, '/op'],
    ['a text for a number', { field: 'arr', op: '>', value: '4' }, '/value'],
    ['bounds in the wrong order', { field: 'arr', op: 'between', value: [4, 3] }, '/value'],
    ['a value for what is missing', { field: 'arr', op: 'is missing', value: 4 }, '/value'],
    ['no value', { field: 'arr', op: '=' }, '/value'],
    ['and of nothing', { and: [] }, '/and'],
    ['and beside or', { and: [{ not: {} }], or: [] }, '/or'],
    [
      'something wrong deep inside',
      { or: [{ not: { field: 'plan', op: 'in', value: ['a', 7] } }] },
      '/or/0/not/value/1',
    ],
    ['too many conditions', { or: Array.from({ length: 201 }, () => ({ field: 'arr', op: 'is missing' })) }, ''],
  ])('is not %s', (_, json, pointer) => {
    const read = Rule.decode(json);
    expect(E.isLeft(read) && decodeError('rule', read.left).violations.map((one) => one.pointer)).toEqual([pointer]);
  });

  it('nests eight levels deep at most', () => {
    const nested = (depth: number): unknown =>
      depth === 0 ? { field: 'arr', op: 'is missing' } : { not: nested(depth - 1) };
    expect([8, 9].map((depth) => E.isRight(Rule.decode(nested(depth))))).toEqual([true, false]);
  });
});
