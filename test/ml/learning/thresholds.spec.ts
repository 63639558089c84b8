import { describe, expect, it } from 'vitest';
import { chooseThreshold } from '../../../ml/learning/thresholds/choose-threshold.js';

const scores = Float64Array.of(0.9, 0.8, 0.7, 0.6, 0.5, 0.4);
const labels = Float64Array.of(1, 1, 0, 1, 0, 0);

describe('a threshold', () => {
  it('is the one of highest recall among those precise enough', () => {
    expect(chooseThreshold(scores, labels, { by: 'precision', atLeast: 0.75 }).chosen).toMatchObject({
      threshold: 0.6,
      recall: 1,
      precision: 0.75,
    });
    expect(chooseThreshold(scores, labels, { by: 'precision', atLeast: 0.85 }).chosen?.threshold).toBe(0.8);
  });

  it('is the one that costs least', () => {
    const byCost = (ofFalsePositive: number, ofFalseNegative: number) =>
      chooseThreshold(scores, labels, { by: 'cost', ofFalsePositive, ofFalseNegative }).chosen?.threshold;
    expect([byCost(1, 5), byCost(5, 1)]).toEqual([0.6, 0.8]);
  });

  it('is none where none is good enough, and what there was to choose from is told all the same', () => {
    const inverse = labels.map((label) => 1 - label);
    const { chosen, curve } = chooseThreshold(scores, inverse, { by: 'precision', atLeast: 0.85 });
    expect(chosen).toBeUndefined();
    expect(curve).toHaveLength(6);
    expect(
      chooseThreshold(scores, inverse, { by: 'cost', ofFalsePositive: 100, ofFalseNegative: 1 }).chosen,
    ).toBeUndefined();
  });
});
