import { describe, expect, it } from 'vitest';
import { sigmoid } from '../../../../ml/learning/logit.js';
import { calibrationLine, expectedCalibrationError } from '../../../../ml/learning/metrics/calibration-error.js';
import {
  averagePrecision,
  lift,
  precisionAtRecall,
  precisionRecallCurve,
} from '../../../../ml/learning/metrics/precision-recall.js';
import { brierDecomposition, brierScore, logLoss } from '../../../../ml/learning/metrics/probability-scores.js';
import {
  intervalCoverage,
  meanAbsoluteError,
  pinballLoss,
  rootMeanSquareError,
} from '../../../../ml/learning/metrics/regression-errors.js';
import { survivalConcordance } from '../../../../ml/learning/metrics/survival-concordance.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';

const values = (...numbers: ReadonlyArray<number>) => Float64Array.from(numbers);

const calibrated = (rows: number) => {
  const uniform = uniformOf(3);
  const logOdds = Float64Array.from({ length: rows }, () => 1.5 * normalDraw(uniform) - 1);
  return { logOdds, labels: logOdds.map((each) => (uniform() < sigmoid(each) ? 1 : 0)) };
};

describe('scores of probabilities', () => {
  it('are what the definitions say', () => {
    const probabilities = values(0.9, 0.2, 0.6);
    const labels = values(1, 0, 0);
    expect(logLoss(probabilities, labels)).toBeCloseTo(-(Math.log(0.9) + Math.log(0.8) + Math.log(0.4)) / 3, 12);
    expect(brierScore(probabilities, labels)).toBeCloseTo((0.01 + 0.04 + 0.36) / 3, 12);
    expect(expectedCalibrationError(probabilities, labels)).toBeCloseTo((0.1 + 0.2 + 0.6) / 3, 12);
    expect(logLoss(values(0), values(1))).toBeLessThan(40);
  });

  it('take the Brier score apart without a rest', () => {
    const { logOdds, labels } = calibrated(2000);
    const overconfident = logOdds.map((each) => sigmoid(3 * each));
    const { miscalibration, discrimination, uncertainty } = brierDecomposition(overconfident, labels);
    expect(miscalibration - discrimination + uncertainty).toBeCloseTo(brierScore(overconfident, labels), 12);
    expect(miscalibration).toBeGreaterThan(0.02);
    expect(brierDecomposition(logOdds.map(sigmoid), labels).miscalibration).toBeLessThan(0.01);
  });

  it('find how far probabilities are exaggerated', () => {
    const { logOdds, labels } = calibrated(20_000);
    const line = calibrationLine(
      logOdds.map((each) => sigmoid(2 * each + 1)),
      labels,
    );
    expect(line?.slope).toBeCloseTo(0.5, 1);
    expect(line?.intercept).toBeCloseTo(-0.5, 1);
    expect(calibrationLine(values(0.2, 0.4), values(1, 1))).toBeUndefined();
    expect(expectedCalibrationError(logOdds.map(sigmoid), labels)).toBeLessThan(0.015);
  });
});

describe('precision and recall', () => {
  const curve = precisionRecallCurve(values(0.9, 0.8, 0.8, 0.4, 0.1), values(1, 0, 1, 1, 0));

  it('have one point for each score', () => {
    expect(curve.map(({ threshold }) => threshold)).toEqual([0.9, 0.8, 0.4, 0.1]);
    expect(curve[1]).toEqual({
      threshold: 0.8,
      precision: 2 / 3,
      recall: 2 / 3,
      truePositives: 2,
      falsePositives: 1,
    });
  });

  it('give average precision, precision at a recall, and lift', () => {
    expect(averagePrecision(curve)).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 3, 12);
    expect(precisionAtRecall(curve, 0.5)).toBe(0.75);
    expect(precisionAtRecall(curve, 0.1)).toBe(1);
    expect(lift(curve, 0.2)).toBeCloseTo(5 / 3, 12);
    expect(lift(curve, 0.4)).toBeCloseTo(1.5 / 2 / (3 / 5), 12);
    expect(lift(curve, 1)).toBeCloseTo(1, 12);
  });

  it('are unknown without positives', () => {
    const none = precisionRecallCurve(values(1, 2), values(0, 0));
    expect([precisionAtRecall(none, 0.8), lift(none, 0.5)]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('errors of amounts', () => {
  it('are what the definitions say', () => {
    const predicted = values(1, 2, 3);
    const actual = values(2, 2, 0);
    expect(meanAbsoluteError(predicted, actual)).toBeCloseTo(4 / 3, 12);
    expect(rootMeanSquareError(predicted, actual)).toBeCloseTo(Math.sqrt(10 / 3), 12);
    expect(pinballLoss(predicted, actual, 0.9)).toBeCloseTo((0.9 + 0.3) / 3, 12);
    expect(intervalCoverage(values(0, 2, 1), values(1, 2, 4), actual)).toBeCloseTo(1 / 3, 12);
  });
});

describe('concordance of survival', () => {
  it('compares those known to have ended first, and leaves open what is unknown', () => {
    const concordance = survivalConcordance(values(3, 1, 2, 2), values(1, 2, 3, 4), Uint8Array.of(1, 0, 1, 0));
    expect(concordance).toBeCloseTo((1 + 1 + 1 + 0.5) / 4, 12);
    expect(survivalConcordance(values(1, 2), values(1, 2), Uint8Array.of(0, 0))).toBeNaN();
  });

  it('counts as every pair compared by hand does', () => {
    const uniform = uniformOf(8);
    const draw = (below: number) => Float64Array.from({ length: 60 }, () => Math.floor(uniform() * below));
    const [risks, times, ended] = [draw(8), draw(20), Uint8Array.from(draw(2))];
    let concordant = 0;
    let pairs = 0;
    for (let i = 0; i < 60; i += 1)
      for (let j = 0; j < 60; j += 1) {
        const [a, b] = [times[i] as number, times[j] as number];
        if (ended[i] !== 1 || !(a < b || (a === b && ended[j] === 0 && i !== j))) continue;
        pairs += 1;
        concordant += (Math.sign((risks[i] as number) - (risks[j] as number)) + 1) / 2;
      }
    expect(survivalConcordance(risks, times, ended)).toBeCloseTo(concordant / pairs, 12);
  });
});
