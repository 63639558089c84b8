import { createHash } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { predictChurn, readChurnModel } from '../../../ml/churn/model.js';
import { trainChurn } from '../../../ml/churn/train-churn.js';
import type { Dataset } from '../../../ml/datasets/dataset.js';
import { areaUnderCurve } from '../../../ml/learning/metrics/area-under-curve.js';
import { learnHere } from '../../../ml/learning/threads/learning-threads.js';
import { cannotTrainInWords } from '../../../ml/training/cannot-train.js';
import { learned } from '../learned.js';
import { madeUpDataset } from '../training/made-up-dataset.js';

const dataset = madeUpDataset(1);
const training = learned(await trainChurn(learnHere, dataset, 7));
const model = learned(readChurnModel(training.bytes));

const withLabels = (labels: Float64Array): Dataset => ({ ...dataset, leaves: { 30: labels, 90: labels, 180: labels } });

describe('training of churn', () => {
  it('tells customers of another company apart at each horizon', () => {
    const fresh = madeUpDataset(2);
    const chances = learned(predictChurn(model)(fresh.features));
    for (const [h, days] of ([30, 90, 180] as const).entries()) {
      const known = [...fresh.leaves[days].keys()].filter((row) => !Number.isNaN(fresh.leaves[days][row]));
      const told = Float64Array.from(known, (row) => chances[row]?.[h]?.probability ?? Number.NaN);
      expect(
        areaUnderCurve(
          told,
          Float64Array.from(known, (row) => fresh.leaves[days][row] ?? 0),
        ).auc,
      ).toBeGreaterThan(0.8);
    }
  });

  it('is judged on later days, of which the gap before is as long as an outcome takes', () => {
    expect(training.settings).toMatchObject({ 'judged in time': 1, horizons: 3 });
    expect(training.evaluation.span.from > training.span.from).toBe(true);
    const auc = training.evaluation.metrics.find(({ name, horizon }) => name === 'AUC' && horizon === 90);
    expect(auc?.value).toBeGreaterThan(0.8);
    expect(auc?.low).toBeLessThan(auc?.value ?? 0);
    expect(training.evaluation.calibrationError).toBeLessThan(0.08);
  });

  it('finds whom to compare with, one row an account, and says where a risk begins', () => {
    expect(new Set(model.cases.accountIds).size).toBe(80);
    expect(model.cases.contributions).toHaveLength(80 * dataset.features.columns.length);
    expect(model.threshold?.precision).toBeGreaterThanOrEqual(0.85);
  });

  it('gives the same bytes of the same data set and seed, and others of another seed', async () => {
    const small = madeUpDataset(5, { accounts: 30, months: 12 });
    const digestOf = async (seed: number) =>
      createHash('sha256')
        .update(learned(await trainChurn(learnHere, small, seed)).bytes)
        .digest('hex');
    const digest = await digestOf(7);
    expect(await digestOf(7)).toBe(digest);
    expect(await digestOf(8)).not.toBe(digest);
  });

  it('is better than the share of the past, and no better than itself', () => {
    expect(training.compareWith(undefined)).toMatchObject({ metric: 'log loss' });
    expect(training.compareWith(undefined)?.gain).toBeGreaterThan(0);
    expect(training.compareWith(undefined)?.pValue).toBeLessThan(0.001);
    expect(training.compareWith({ bytes: training.bytes, until: training.span.to })).toBeNull();
    expect(training.compareWith({ bytes: new Uint8Array(3), until: dataset.keys[0]?.day as never })).toBeNull();
  });
});

describe('nothing is learned', () => {
  const refused = async (from: Dataset): Promise<string> => {
    const trained = await trainChurn(learnHere, from, 1);
    return E.isLeft(trained) ? cannotTrainInWords(trained.left) : 'a model';
  };

  it('of a history in which nobody, or hardly anybody, left', async () => {
    const stayed = dataset.leaves[90].map((label) => (Number.isNaN(label) ? label : 0));
    expect(await refused(withLabels(stayed))).toBe('too little history: 0 customers left so far, and 5 are needed');
    stayed[3] = 1;
    expect(await refused(withLabels(stayed))).toBe('too little history: 1 customers left so far, and 5 are needed');
  });

  it('where everybody left, of ten rows, of none, and where nothing is known yet', async () => {
    expect(await refused(withLabels(dataset.leaves[90].map(() => 1)))).toBe('what is to be predicted happened to all');
    expect(await refused(madeUpDataset(1, { accounts: 10, months: 1 }))).toContain('too little history');
    expect(await refused(madeUpDataset(1, { accounts: 0 }))).toContain('too little history');
    expect(await refused(withLabels(dataset.leaves[90].map(() => Number.NaN)))).toContain('too little history');
  });

  it('of columns that say nothing', async () => {
    const features = { ...dataset.features, values: dataset.features.values.map(() => Number.NaN) };
    expect(await refused({ ...dataset, features })).toBe('all customers look the same');
  });

  it('from a column that was written with the outcome known', async () => {
    expect(await refused(madeUpDataset(1, { peeks: true }))).toContain('written_after');
  });
});
