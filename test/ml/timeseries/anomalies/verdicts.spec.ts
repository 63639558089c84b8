import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanOf } from '../../../../ml/statistics/means.js';
import { neighbourCorrelation } from '../../../../ml/statistics/neighbour-correlation.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { studentTail } from '../../../../ml/statistics/student.js';
import { verdictsOf } from '../../../../ml/timeseries/anomalies/monitor/verdicts.js';
import { type RemainderTail, remainderTailsFor } from '../../../../ml/timeseries/anomalies/remainder-tail.js';
import { sizesOf } from '../../../../ml/timeseries/anomalies/sizes.js';
import { deviationOfMeans } from '../../../../ml/timeseries/anomalies/window-means.js';
import { inflationOf } from '../../../../ml/timeseries/change-points/noise.js';

const BOUND = 3;
const tailsOf = remainderTailsFor({ freedom: 4, worth: 40, doubted: 0.05, forgiven: 0 });

const ofMean = (past: Float64Array, latest: Float64Array, length: number): number => {
  const before = past.subarray(0, past.length - length + 1);
  const t = meanOf(latest.subarray(-length)) / deviationOfMeans(before, length);
  return Math.min(1, 2 * studentTail(Math.abs(t), Math.max(3, before.length / length)));
};

const ofScatter = (past: Float64Array, latest: Float64Array): number => {
  const before = past.subarray(0, past.length - 27).map(Math.abs);
  const mean = meanOf(before);
  const squares = meanOf(before.map((size) => (size / mean - 1) ** 2));
  const error = Math.sqrt(squares * inflationOf(neighbourCorrelation(before, 0.5)) * (1 / 28 + 1 / before.length));
  return 2 * studentTail(Math.abs(Math.log(meanOf(latest.subarray(-28).map(Math.abs)) / mean) / error), 28);
};

/** Everything is computed, whether it can matter or not. */
const plainly = (past: Float64Array, latest: Float64Array, tail: RemainderTail): Readonly<Record<string, number>> => {
  const bounded = (error: number) => Math.max(-BOUND, Math.min(BOUND, error));
  const [before, now] = [past.map(bounded), latest.map(bounded)];
  const surprise = (error: number) => -Math.log(tail.pOf(Math.abs(error)));
  const usual = meanOf(before.map(surprise));
  const beyond = (errors: Float64Array) => errors.map((error) => surprise(error) - usual);
  return {
    'point of 1': tail.pOf(Math.abs(latest.at(-1) ?? 0)),
    'level-shift of 7': ofMean(before, now, 7),
    'trend-change of 28': ofMean(before, now, 28),
    'collective of 3': ofMean(before, now, 3),
    'collective of 7': ofMean(beyond(before), beyond(now), 7),
    'variance-change of 28': ofScatter(before, now),
  };
};

describe('what speaks for an anomaly', () => {
  it('is found by little work where there is something to find, as if all were computed', () => {
    const level = 1 / 365 / 6;
    let found = 0;
    fc.assert(
      fc.property(fc.nat(), fc.nat(3), fc.integer({ min: 0, max: 40 }), (seed, change, tenths) => {
        const size = tenths / 10;
        const uniform = uniformOf(seed);
        const errors = Float64Array.from({ length: 400 }, () => normalDraw(uniform));
        const struck = [1, 3, 28, 14][change] as number;
        for (let at = 400 - struck; at < 400; at += 1)
          errors[at] = change === 3 ? (1 + size) * (errors[at] as number) : (errors[at] as number) - size;
        const [past, latest] = [errors.subarray(0, 399), errors.subarray(-28)];
        const tail = tailsOf(sizesOf(past));
        const plain = plainly(past, latest, tail);
        const bounded = errors.map((error) => Math.max(-BOUND, Math.min(BOUND, error)));
        const today = errors.at(-1) ?? Number.NaN;
        for (const { kind, length, pValue } of verdictsOf({ errors: bounded, latest: 28 }, today, tail, BOUND, level)) {
          const exact = plain[`${kind} of ${length}`] as number;
          expect(pValue < level ? pValue : 1).toBeCloseTo(exact < level ? exact : 1, 9);
          if (exact < level) found += 1;
        }
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(found).toBeGreaterThan(50);
  });
});
