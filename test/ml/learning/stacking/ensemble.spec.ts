import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { Examples, FeatureColumn } from '../../../../ml/learning/examples.js';
import { sigmoid } from '../../../../ml/learning/logit.js';
import { areaUnderCurve } from '../../../../ml/learning/metrics/area-under-curve.js';
import { expectedCalibrationError } from '../../../../ml/learning/metrics/calibration-error.js';
import { logLoss } from '../../../../ml/learning/metrics/probability-scores.js';
import { writeModelFile } from '../../../../ml/learning/model-file/model-file.js';
import { calibratedPredictions, ensembleLogOdds } from '../../../../ml/learning/stacking/ensemble.js';
import { readEnsemble, writeEnsemble } from '../../../../ml/learning/stacking/ensemble-file.js';
import { explainEnsemble } from '../../../../ml/learning/stacking/explain-ensemble.js';
import { memberLogOdds } from '../../../../ml/learning/stacking/member.js';
import {
  boostingRecipe,
  forestRecipe,
  logisticRecipe,
  sampledForestRecipe,
} from '../../../../ml/learning/stacking/recipes.js';
import { stackWeights } from '../../../../ml/learning/stacking/stack-weights.js';
import { type TrainedEnsemble, trainEnsemble } from '../../../../ml/learning/stacking/train-ensemble.js';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { drawnExamples, numbers } from '../made-up-examples.js';

const plan: FeatureColumn = { name: 'plan', kind: 'category', categories: ['a', 'b', 'c', 'd'] };
const columns = [...numbers('u', 'v', 'w', 'x', 'y'), plan];

/** What is linear, what goes together, and a category. */
const truth = ([u = 0, v = 0, w = 0, x = 0, y = 0, code = 0]: ReadonlyArray<number>) =>
  2 * u - v + 4 * w * x + (code === 2 ? 1.5 : 0) + (y > 0.5 ? 1 : 0) - 1;

const drawn = (seed: number, rows: number) =>
  drawnExamples(seed, rows, columns, (row, uniform) => (uniform() < sigmoid(truth(row)) ? 1 : 0));

const recipes = [
  boostingRecipe('boosting', { rounds: 60, rate: 0.1 }),
  forestRecipe('forest', { trees: 30 }),
  sampledForestRecipe,
  logisticRecipe,
];

const trained = (examples: Examples, seed = 1): TrainedEnsemble => {
  const result = trainEnsemble(examples, recipes, seed);
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

const examples = drawn(1, 1500);
const { ensemble, crossFitted } = trained(examples);
const fresh = drawn(2, 3000);

describe('an ensemble', () => {
  it('is better than each of its members, and calibrated', () => {
    const logOdds = ensembleLogOdds(ensemble, fresh.features);
    const { probabilities } = calibratedPredictions(ensemble, logOdds);
    const losses = ensemble.members.map((member) =>
      logLoss(memberLogOdds(member, fresh.features).map(sigmoid), fresh.labels),
    );
    expect(logLoss(probabilities, fresh.labels)).toBeLessThan(Math.min(...losses));
    expect(expectedCalibrationError(probabilities, fresh.labels)).toBeLessThan(0.035);
  });

  it('is judged by rows its members had not learned from as on fresh ones', () => {
    const told = areaUnderCurve(crossFitted.probabilities, examples.labels);
    const found = areaUnderCurve(ensembleLogOdds(ensemble, fresh.features), fresh.labels);
    expect(Math.abs(told.auc - found.auc)).toBeLessThan(3 * Math.hypot(told.standardError, found.standardError));
  });

  it('holds the probability within its interval', () => {
    const { probabilities, low, high } = calibratedPredictions(ensemble, ensembleLogOdds(ensemble, fresh.features));
    probabilities.forEach((each, row) => {
      expect(each).toBeGreaterThanOrEqual(low[row] as number);
      expect(each).toBeLessThanOrEqual(high[row] as number);
    });
  });

  it('is the same for the same seed, bit by bit', () => {
    expect(trained(drawn(1, 400), 5)).toEqual(trained(drawn(1, 400), 5));
  });
});

describe('the file of an ensemble', () => {
  const bytes = writeEnsemble(ensemble);

  it('is read as what was written, and scores alike', () => {
    const read = readEnsemble(bytes);
    expect(read).toEqual(E.right(ensemble));
    if (E.isLeft(read)) return;
    expect(ensembleLogOdds(read.right, fresh.features)).toEqual(ensembleLogOdds(ensemble, fresh.features));
  });

  it('is refused when it is cut short, changed, or of another kind', () => {
    const refused = (given: Uint8Array) => expect(readEnsemble(given)).toMatchObject({ left: { _tag: 'NotAModel' } });
    refused(bytes.subarray(0, bytes.length - 1000));
    refused(bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 1 : byte)));
    refused(writeModelFile('boosted trees', ensemble));
    refused(writeModelFile('ensemble', { ...ensemble, members: [{ kind: 'oracle' }] }));
  });
});

describe('what columns add to an ensemble', () => {
  const features = { ...fresh.features, values: fresh.features.values.map((x, i) => (i % 11 === 0 ? Number.NaN : x)) };
  const explainer = explainEnsemble(ensemble);
  const contributions = explainer.contributions(features);
  const width = columns.length;

  it('sums to its log-odds before calibration', () => {
    ensembleLogOdds(ensemble, features).forEach((logOdds, row) => {
      const own = contributions.subarray(row * width, row * width + width);
      const sum = own.reduce((total, each) => total + each, explainer.expected);
      expect(Math.abs(sum - logOdds)).toBeLessThan(1e-9);
    });
  });

  it('follows what is true', () => {
    const places = [...fresh.labels.keys()];
    const mean = (rows: ReadonlyArray<number>, column: number) =>
      rows.reduce((sum, row) => sum + (contributions[row * width + column] as number) / rows.length, 0);
    const high = places.filter((row) => (features.values[row * width] as number) > 0.5);
    const low = places.filter((row) => (features.values[row * width] as number) < -0.5);
    expect(mean(high, 0) - mean(low, 0)).toBeGreaterThan(1.5);
  });
});

describe('weights of a stack', () => {
  const uniform = uniformOf(4);
  const signal = Float64Array.from({ length: 4000 }, () => 1.5 * normalDraw(uniform));
  const labels = signal.map((each) => (uniform() < sigmoid(each) ? 1 : 0));
  const noise = signal.map(() => normalDraw(uniform));

  it('are those that explain the labels', () => {
    const weights = stackWeights([signal.map((each) => 2 * each + 1), noise], labels);
    expect(weights?.weights[0]).toBeCloseTo(0.5, 1);
    expect(weights?.intercept).toBeCloseTo(-0.5, 0);
    expect(weights?.weights[1]).toBeLessThan(0.1);
  });

  it('are none where a member says the contrary', () => {
    const vague = signal.map((each) => each + normalDraw(uniform));
    const contrary = signal.map((each) => normalDraw(uniform) - each);
    const weights = stackWeights([vague, contrary], labels)?.weights;
    expect(weights?.[0]).toBeGreaterThan(0.3);
    expect(weights?.[1]).toBe(0);
  });

  it('are the same for all of few rows, and none where these say the contrary', () => {
    const few = (member: Float64Array) => member.slice(0, 100);
    const [told = 0, ...others] = stackWeights([signal, signal, noise].map(few), few(labels))?.weights ?? [];
    expect(told).toBeGreaterThan(0.2);
    expect(others).toEqual([told, told]);
    const contrary = few(signal).map((each) => -each);
    expect(stackWeights([contrary, contrary], few(labels))?.weights).toEqual(Float64Array.of(0, 0));
  });
});

describe('canaries', () => {
  it('labels that are random, or shuffled among rows, are not predicted', () => {
    const uniform = uniformOf(9);
    const random = { ...examples, labels: examples.labels.map(() => (uniform() < 0.3 ? 1 : 0)) };
    const shuffled = {
      ...examples,
      labels: Float64Array.from(
        [...examples.labels].map((label) => ({ label, at: uniform() })).sort((a, b) => a.at - b.at),
        ({ label }) => label,
      ),
    };
    for (const canary of [random, shuffled]) {
      const { auc } = areaUnderCurve(trained(canary).crossFitted.logOdds, canary.labels);
      expect(auc).toBeGreaterThan(0.45);
      expect(auc).toBeLessThan(0.55);
    }
  });

  it('rows of one account do not tell of each other across folds', () => {
    const uniform = uniformOf(10);
    const groups = Int32Array.from({ length: 1500 }, (_, row) => Math.floor(row / 10));
    const ofGroup = Array.from({ length: 150 }, () => [uniform(), uniform() < 0.4 ? 1 : 0] as const);
    const values = Float64Array.from(groups, (group) => ofGroup[group]?.[0] ?? 0);
    const told: Examples = {
      features: { columns: numbers('fingerprint'), rows: 1500, values },
      labels: Float64Array.from(groups, (group) => ofGroup[group]?.[1] ?? 0),
    };
    const apart = areaUnderCurve(trained({ ...told, groups }).crossFitted.logOdds, told.labels).auc;
    const mixed = areaUnderCurve(trained(told).crossFitted.logOdds, told.labels).auc;
    expect(mixed).toBeGreaterThan(0.8);
    expect(apart).toBeLessThan(0.65);
  });
});

describe('the training of an ensemble', () => {
  it('is followed fit by fit, and stops when asked to', () => {
    const told: Array<readonly [number, number]> = [];
    const watch = { round: (done: number, of: number) => told.push([done, of]), isCancelled: () => told.length === 7 };
    const stopped = trainEnsemble(drawn(3, 200), recipes, 1, watch);
    expect(stopped).toEqual(E.left({ _tag: 'Interrupted', reason: 'cancelled' }));
    expect(told.at(-1)).toEqual([7, 24]);
  });
});

describe('an ensemble is refused', () => {
  it('of too few rows, of one class, and of nothing that varies', () => {
    const few = drawn(3, 30);
    expect(trainEnsemble(few, recipes, 1)).toEqual(E.left({ _tag: 'TooFewRows', needed: 50, given: 30 }));
    const ones = { ...examples, labels: examples.labels.map(() => 1) };
    expect(trainEnsemble(ones, recipes, 1)).toEqual(E.left({ _tag: 'OneClassOnly', label: 1 }));
    const constant = { ...examples, features: { ...examples.features, values: examples.features.values.map(() => 1) } };
    expect(trainEnsemble(constant, recipes, 1)).toEqual(E.left({ _tag: 'NothingVaries' }));
  });
});
