import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SegmentRule } from '../../dashboard/src/api/segment-types.js';
import { NUMBER_FIELDS, TEXT_FIELDS } from '../../dashboard/src/api/segment-types.js';
import { addressOf, askedIn } from '../../dashboard/src/segments/asked.js';
import { draftOf, newCondition, newDraft, operatorsOf, ruleOf, withField } from '../../dashboard/src/segments/draft.js';
import { ruleWords, tallyWords } from '../../dashboard/src/segments/words.js';
import { listFields, numberFields, textFields } from '../../domain/segment/fields.js';
import { Rule } from '../../domain/segment/rule.js';

const draftOfRule = (rule: SegmentRule) => draftOf({ name: 'renewing', description: null, rule });
const pro = { field: 'plan', op: 'in', value: ['pro', 'max'] } as const;
const renewing = { field: 'daysToRenewal', op: 'between', value: [0, 90] } as const;

describe('the rule of a segment that is changed', () => {
  it.each<SegmentRule>([
    { and: [pro, renewing] },
    {
      or: [
        { field: 'cohort', op: 'contains', value: 'beta' },
        { field: 'arr', op: 'is missing' },
      ],
    },
    { and: [{ field: 'seats', op: 'in', value: [5, 10.5] }] },
  ])('is written as conditions, and says what it said where nothing is changed: %j', (rule) => {
    expect(draftOfRule(rule).form).toBe('conditions');
    expect(ruleOf(draftOfRule(rule))).toEqual(rule);
  });

  it.each<SegmentRule>([
    { not: pro },
    { and: [pro, { or: [renewing, pro] }] },
    { and: [{ field: 'name', op: 'in', value: ['Acme, Inc.'] }] },
  ])('is written as JSON where conditions cannot say it: %j', (rule) => {
    expect(draftOfRule(rule).form).toBe('json');
    expect(ruleOf(draftOfRule(rule))).toEqual(rule);
  });

  it('of one condition is a rule of that one', () => {
    expect(ruleOf(draftOfRule(renewing))).toEqual({ and: [renewing] });
  });

  it('that is no JSON is none', () => {
    expect(ruleOf({ ...draftOfRule({ not: pro }), json: '{"not": ' })).toBeUndefined();
  });
});

describe('fields and operators', () => {
  it('are those that rules have', () => {
    expect([...TEXT_FIELDS].sort()).toEqual([...textFields, ...listFields].sort());
    expect([...NUMBER_FIELDS].sort()).toEqual([...numberFields].sort());
  });

  it('come to rules that the API takes, whichever are chosen', () => {
    const conditions = fc
      .tuple(fc.constantFrom(...TEXT_FIELDS, ...NUMBER_FIELDS), fc.nat(5), fc.constantFrom('1', '7.5', '12'))
      .map(([field, place, value]) => {
        const operators = operatorsOf(field);
        return { key: 0, field, op: operators[place % operators.length] ?? '=', value, upTo: '100' };
      });
    const joins = fc.constantFrom('and' as const, 'or' as const);
    fc.assert(
      fc.property(fc.array(conditions, { minLength: 1 }), joins, (written, join) => {
        expect(Rule.is(ruleOf({ ...newDraft, join, conditions: written }))).toBe(true);
      }),
    );
  });

  it('another field keeps the operator where it has it', () => {
    const missing = { ...newCondition(0), op: 'is missing' };
    expect(withField(missing, 'arr')).toMatchObject({ field: 'arr', op: 'is missing' });
    expect(withField({ ...missing, op: 'contains' }, 'arr')).toMatchObject({ field: 'arr', op: '=' });
  });
});

describe('what is said of segments', () => {
  it('is words', () => {
    const rule: SegmentRule = { and: [pro, { or: [renewing, { not: { field: 'owner', op: 'is missing' } }] }] };
    expect(ruleWords(rule)).toBe('Plan is Pro or Max, and (Days to renewal is 0 to 90, or (Not Owner is not known))');
    expect(tallyWords({ matching: 3, undecided: 1, accounts: 62 })).toBe('3 of 62 accounts; 1 account cannot be told');
  });

  it.each(['', '?name=renewing', '?name=renewing&asOf=2026-03-01'])('asked as %s stays', (search) => {
    expect(addressOf(askedIn(search))).toBe(`/segments${search}`);
  });
});
