import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrated } from '../../../../ml/learning/calibration/calibrator.js';
import { chooseCalibrator } from '../../../../ml/learning/calibration/choose-calibrator.js';
import { calibratorFits } from '../../../../ml/learning/calibration/fit-calibrator.js';
import { isotonicFit } from '../../../../ml/learning/calibration/isotonic-fit.js';
import { sigmoid } from '../../../../ml/learning/logit.js';
import { expectedCalibrationError } from '../../../../ml/learning/metrics/calibration-error.js';
import { logLoss } from '../../../../ml/learning/metrics/probability-scores.js';
import { stratifiedFolds } from '../../../../ml/learning/splits/stratified-folds.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';

const values = (...numbers: ReadonlyArray<number>) => Float64Array.from(numbers);

/** Labels as often 1 as `truth` of the log-odds says. */
const drawn = (rows: number, seed: number, truth: (logOdds: number) => number) => {
  const uniform = uniformOf(seed);
  const logOdds = Float64Array.from({ length: rows }, () => 2 * normalDraw(uniform) - 1);
  const labels = logOdds.map((each) => (uniform() < truth(each) ? 1 : 0));
  return { logOdds, labels, folds: stratifiedFolds(labels, undefined, 5, seed) };
};

describe('isotonic steps', () => {
  it('pool what falls, and rows of equal score', () => {
    const { from, to, levels, fitted } = isotonicFit(values(3, 1, 2, 2, 4), values(0, 0, 1, 1, 1));
    expect([...levels]).toEqual([0, 2 / 3, 1]);
    expect([[...from], [...to]]).toEqual([
      [1, 2, 4],
      [1, 3, 4],
    ]);
    expect([...fitted]).toEqual([2 / 3, 0, 2 / 3, 2 / 3, 1]);
  });

  it('rise, keep the mean, and are closer than any other rising steps tried', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1 })), { minLength: 1 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 }),
        (rows, steps) => {
          const scores = Float64Array.from(rows, ([score]) => score);
          const targets = Float64Array.from(rows, ([, target]) => target);
          const { levels, fitted } = isotonicFit(scores, targets);
          const squares = (of: (row: number) => number) => targets.reduce((sum, y, row) => sum + (y - of(row)) ** 2, 0);
          const rising = steps.toSorted((a, b) => a - b);
          expect([...levels]).toEqual([...levels.toSorted()]);
          expect(fitted.reduce((a, b) => a + b, 0)).toBeCloseTo(
            targets.reduce((a, b) => a + b, 0),
            9,
          );
          expect(squares((row) => fitted[row] as number)).toBeLessThanOrEqual(
            squares((row) => rising[scores[row] as number] as number) + 1e-9,
          );
        },
      ),
    );
  });
});

describe('calibrators', () => {
  it('mend what is exaggerated', () => {
    const { logOdds, labels } = drawn(8000, 1, (x) => sigmoid(0.4 * x + 0.5));
    const fresh = drawn(8000, 2, (x) => sigmoid(0.4 * x + 0.5));
    expect(expectedCalibrationError(fresh.logOdds.map(sigmoid), fresh.labels)).toBeGreaterThan(0.1);
    for (const kind of ['platt', 'beta', 'isotonic'] as const) {
      const calibrator = calibratorFits[kind](logOdds, labels);
      if (calibrator === undefined) throw new Error(`${kind} found no fit`);
      const probabilities = calibrated(calibrator, fresh.logOdds);
      expect(expectedCalibrationError(probabilities, fresh.labels)).toBeLessThan(0.025);
    }
  });

  it('never turn the order round, and stay between 0 and 1 however far out', () => {
    const { logOdds, labels } = drawn(300, 3, (x) => (x > 0 ? 1 : 0));
    for (const fitted of Object.values(calibratorFits)) {
      const calibrator = fitted(logOdds, labels);
      if (calibrator === undefined) continue;
      const probabilities = calibrated(calibrator, values(-1e308, -800, -3, 0, 3, 800, 1e308));
      expect([...probabilities]).toEqual([...probabilities.toSorted()]);
      expect(probabilities.every((each) => each >= 0 && each <= 1)).toBe(true);
    }
    expect(
      calibratorFits.platt(
        logOdds,
        labels.map((label) => 1 - label),
      ),
    ).toBeUndefined();
    expect(calibratorFits.beta(logOdds, new Float64Array(300))).toBeUndefined();
  });

  it('are left out where there is nothing to mend, and chosen by shape where there is', () => {
    const right = drawn(4000, 4, sigmoid);
    const choice = chooseCalibrator(right.logOdds, right.labels, right.folds);
    expect(choice.logLoss).toBeLessThanOrEqual(logLoss(right.logOdds.map(sigmoid), right.labels));
    expect(choice.calibrator.kind).not.toBe('isotonic');
    const stepped = drawn(4000, 5, (x) => (x < 0 ? 0.1 : x < 2 ? 0.3 : 0.8));
    expect(chooseCalibrator(stepped.logOdds, stepped.labels, stepped.folds).calibrator.kind).toBe('isotonic');
    const linear = drawn(4000, 6, (x) => sigmoid(0.5 * x));
    expect(['platt', 'beta']).toContain(chooseCalibrator(linear.logOdds, linear.labels, linear.folds).calibrator.kind);
  });
});
