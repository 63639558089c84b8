import * as E from 'fp-ts/lib/Either.js';
import type { NonEmptyString } from '../../domain/primitives.js';
import type { Dataset } from '../datasets/dataset.js';
import type { CannotLearn } from '../learning/cannot-learn.js';
import type { Directions } from '../learning/examples.js';
import { calibratedPredictions, type Ensemble, ensembleLogOdds } from '../learning/stacking/ensemble.js';
import { rareOutcomeRecipes } from '../learning/stacking/recipes.js';
import type { Followed, Learning } from '../learning/threads/learning-threads.js';
import { examplesAt, knownPlaces, positiveGroups, splitInTime } from './split-examples.js';

/** Whether something comes of a row within so many days: 1, 0, or NaN while it is not certain. */
export type Outcome = {
  readonly days: number;
  readonly labels: Float64Array;
  /** Which way its chance goes with columns, where that is known beforehand. */
  readonly directions?: Directions;
};

/** What was said of rows by models that had not learned from them, and what came. */
export type Judged = {
  readonly days: number;
  /** In the data set. */
  readonly places: Int32Array;
  readonly labels: Float64Array;
  readonly groups: Int32Array;
  readonly probabilities: Float64Array;
  /** The share of ones among the rows that were learned from: what is said without any model. */
  readonly baseline: number;
  /** By a model of earlier rows alone; else by models of other accounts. */
  readonly inTime: boolean;
};

export type TrainedChance = { readonly days: number; readonly ensemble: Ensemble; readonly judged: Judged };

export const memberNames = rareOutcomeRecipes({}).map(({ name }) => name as NonEmptyString);

/** Accounts to which it happened, of either side, for a split in time to tell anything. */
const LEAST_BEFORE = 15;
const LEAST_AFTER = 8;
/** Of fewer days, seasons and the growth of a young book are taken for what lasts. */
const LEAST_DAYS_BEFORE = 180;

const daysSpanned = (days: Int32Array, places: Int32Array): number => {
  const sorted = Int32Array.from(places, (place) => days[place] as number).sort();
  return (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
};

const shareOf = (labels: Float64Array): number => labels.reduce((sum, label) => sum + label, 0) / labels.length;

const judgedInTime = async (
  learn: Learning,
  dataset: Dataset,
  { days, labels, directions = {} }: Outcome,
  { from, seed, followed }: { readonly from: number; readonly seed: number; readonly followed: Followed },
): Promise<E.Either<CannotLearn, Judged | undefined>> => {
  const split = splitInTime(dataset.days, labels, days, from);
  const before = examplesAt(dataset, labels, split.before);
  const after = examplesAt(dataset, labels, split.after);
  if (daysSpanned(dataset.days, split.before) < LEAST_DAYS_BEFORE) return E.right(undefined);
  if (positiveGroups(before) < LEAST_BEFORE || positiveGroups(after) < LEAST_AFTER) return E.right(undefined);
  const past = await learn('rareOutcome', { examples: before, seed, directions }, followed);
  if (E.isLeft(past)) return past;
  const { ensemble } = past.right;
  const { probabilities } = calibratedPredictions(ensemble, ensembleLogOdds(ensemble, after.features));
  const { labels: came, groups } = after;
  const baseline = shareOf(before.labels);
  return E.right({ days, places: split.after, labels: came, groups, probabilities, baseline, inTime: true });
};

/**
 * Learns the chance of an outcome from all rows of which it is known, and judges it: by a model of earlier rows on those of the
 * day `from` on, where enough happened before and after; else on each row by models of other accounts.
 */
export const trainChance = async (
  learn: Learning,
  dataset: Dataset,
  outcome: Outcome,
  { from, seed, follow }: { readonly from: number; readonly seed: number; readonly follow: () => Followed },
): Promise<E.Either<CannotLearn, TrainedChance>> => {
  const places = knownPlaces(outcome.labels);
  const examples = examplesAt(dataset, outcome.labels, places);
  const { directions = {} } = outcome;
  const [all, inTime] = await Promise.all([
    learn('rareOutcome', { examples, seed, directions }, follow()),
    judgedInTime(learn, dataset, outcome, { from, seed, followed: follow() }),
  ]);
  if (E.isLeft(all)) return all;
  if (E.isLeft(inTime)) return inTime;
  const { ensemble, crossFitted } = all.right;
  const judged = inTime.right ?? {
    ...{ days: outcome.days, places, labels: examples.labels, groups: examples.groups },
    ...{ probabilities: crossFitted.probabilities, baseline: shareOf(examples.labels), inTime: false },
  };
  return E.right({ days: outcome.days, ensemble, judged });
};
