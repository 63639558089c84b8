import { describe, expect, it } from 'vitest';
import { reasonInWords } from '../../../application/predictions/reason-in-words.js';
import { NonEmptyString } from '../../../domain/primitives.js';
import { valid } from '../../support/valid.js';

const reason = (feature: string, value: number | null, contribution: number) => ({
  feature: valid(NonEmptyString)(feature),
  value,
  contribution,
});

describe('a reason in words', () => {
  it.each([
    ['health_score', 41.26, 0.8, 'Health score 41.3 raises the risk'],
    ['health_slope_28d', -7.5, 0.8, 'Health score over 28 days down 7.5 raises the risk'],
    ['usage_trend_28d', -0.3, 0.4, 'Usage of 28 days falling raises the risk'],
    ['usage_trend_28d', 0.3, -0.4, 'Usage of 28 days rising lowers the risk'],
    ['usage_trend_28d', 0.01, -0.1, 'Usage of 28 days steady lowers the risk'],
    ['seat_utilisation', 0.973, -0.2, 'Seats in use 97 % lowers the risk'],
    ['renewal_distance_days', 21, 0.2, 'Time to the renewal 21 days raises the risk'],
    ['csat_91d', null, 0.1, 'Satisfaction of 91 days not known raises the risk'],
    ['cancellation_known', 1, 2, 'Cancellation known: yes raises the risk'],
    ['a_feature.nobody_named', 3, 1, 'A feature nobody named 3 raises the risk'],
    ['industry=Retail and more', null, 0.3, 'Industry Retail and more raises the risk'],
    ['constructor', 3, 1, 'Constructor 3 raises the risk'],
  ])('%s %s', (feature, value, contribution, words) => {
    expect(reasonInWords('churn', reason(feature, value, contribution))).toBe(words);
  });

  it('of an expansion speaks for or against it', () => {
    expect(reasonInWords('expansion', reason('seats', 40, 1))).toBe('Seats 40 speaks for an expansion');
    expect(reasonInWords('expansion', reason('seats', 40, -1))).toBe('Seats 40 speaks against an expansion');
  });
});
