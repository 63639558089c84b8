import * as E from 'fp-ts/lib/Either.js';
import type { Dataset } from '../datasets/dataset.js';
import { amountIntervals } from '../learning/amounts/amount-intervals.js';
import { expectedAmounts } from '../learning/amounts/expected-amounts.js';
import type { CannotLearn } from '../learning/cannot-learn.js';
import { intervalCoverage } from '../learning/metrics/regression-errors.js';
import type { Followed, Learning } from '../learning/threads/learning-threads.js';
import { type Metric, metricOf } from '../training/judge.js';
import { examplesAt, splitInTime } from '../training/split-examples.js';
import { intervalLevel } from './model.js';

/** By how much amounts of later rows are told too high in sum, and how many lie in their intervals, by models of earlier rows. */
export const judgeAmounts = async (
  learn: Learning,
  dataset: Dataset,
  { days, amounts }: { readonly days: number; readonly amounts: Float64Array },
  { from, seed, follow }: { readonly from: number; readonly seed: number; readonly follow: () => Followed },
): Promise<E.Either<CannotLearn, ReadonlyArray<Metric>>> => {
  const split = splitInTime(dataset.days, amounts, days, from);
  const examples = examplesAt(dataset, amounts, split.before);
  const { features, labels } = examplesAt(dataset, amounts, split.after);
  const [means, intervals] = await Promise.all([
    learn('expectedAmounts', { examples, seed }, follow()),
    learn('amountIntervals', { examples, seed, level: intervalLevel }, follow()),
  ]);
  if (E.isLeft(means)) return means;
  if (E.isLeft(intervals)) return intervals;
  const sum = (values: Float64Array) => values.reduce((all, each) => all + each, 0);
  const { low, high } = amountIntervals(intervals.right, features);
  const bias = sum(expectedAmounts(means.right, features)) / sum(labels) - 1;
  return E.right([
    ...metricOf('bias of the sum of amounts', days, bias),
    ...metricOf(
      'coverage of 80 % intervals',
      days,
      intervalCoverage(
        low.map((each) => Math.max(0, each)),
        high,
        labels,
      ),
    ),
  ]);
};
