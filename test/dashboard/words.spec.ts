import { describe, expect, it } from 'vitest';
import { inputWords } from '../../dashboard/src/account/measure-words.js';
import { agoWords, fieldWords, lagWords, moneyWords, scoreWords, untilWords } from '../../dashboard/src/words.js';
import { defaultPolicy } from '../../domain/health/default-policy.js';

const now = Date.parse('2026-03-01T12:00:00Z');
const measure = (name: string, input: number | null) => ({ name, group: 'usage', input, score: 50, weight: 1 });

describe('values in words', () => {
  it.each([
    [0, 'up to date'],
    [0.2, '0.2 s behind'],
    [45, '45 s behind'],
    [600, '10 min behind'],
    [8000, '2 h behind'],
  ])('a lag of %d s is %s', (seconds, words) => expect(lagWords(seconds)).toBe(words));

  it.each([
    ['2026-03-01T11:59:40Z', 'just now'],
    ['2026-03-01T11:20:00Z', '40 min ago'],
    ['2026-02-28T12:00:00Z', '24 h ago'],
    ['2026-02-20T12:00:00Z', '9 days ago'],
    [null, 'never'],
  ])('%s is %s', (instant, words) => expect(agoWords(instant, now)).toBe(words));

  it.each([
    ['2026-03-01', 'today'],
    ['2026-03-02', 'in 1 day'],
    ['2026-02-27', '2 days ago'],
    ['2026-09-01', 'in 6 months'],
  ])('%s is %s', (day, words) => expect(untilWords(day, now)).toBe(words));

  it.each([
    ['HOSPITAL_HEALTH_CARE', 'Hospital health care'],
    ['mid-market', 'Mid market'],
    ['IT Services', 'IT Services'],
    ['uk-ireland', 'UK ireland'],
    [null, '–'],
  ])('the field %s is %s', (value, words) => expect(fieldWords(value)).toBe(words));

  it('a score just under a band does not read as if it were in it', () => {
    expect(scoreWords(74.9)).toBe('74');
    expect(scoreWords(null)).toBe('–');
  });

  it('money is told in its currency, and left out where there is none', () => {
    expect(moneyWords('12000.50', 'EUR')).toBe('€12,001');
    expect(moneyWords(null, null)).toBe('–');
  });
});

describe('what a measure read, in words', () => {
  it.each([
    ['usage trend', -0.25, '25% less than in the 28 days before'],
    ['usage trend', 0.5, '100% more than in the 28 days before'],
    ['usage trend', -1, 'none, after the 28 days before'],
    ['usage recency', 3, '3 days ago'],
    ['seat utilisation', 0.63, '63% of seats in use'],
    ['satisfaction', null, 'Not reported'],
    ['a measure of a later policy', 7.5, '7.5'],
  ])('%s of %s: %s', (name, input, words) => expect(inputWords(measure(name, input))).toBe(words));

  it('has words of its own for every measure of the policy', () => {
    const names = defaultPolicy.groups.flatMap(({ measures }) => measures.map(({ name }) => name));
    for (const name of names) expect(inputWords(measure(name, 0.5)), name).not.toBe('0.5');
  });
});
