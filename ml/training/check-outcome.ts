import * as E from 'fp-ts/lib/Either.js';
import type { Dataset } from '../datasets/dataset.js';
import type { Leak } from '../learning/leaks/leak-probe.js';
import type { Followed, Learning } from '../learning/threads/learning-threads.js';
import type { CannotTrain } from './cannot-train.js';
import { examplesAt, knownPlaces, positiveGroups } from './split-examples.js';
import type { Outcome } from './train-chance.js';

/** Accounts to which it happened, for five folds to have one each. */
const LEAST_ACCOUNTS = 5;

/** Beyond chance, and beyond what chance does. */
const CHANCE = 0.05;
const ERRORS = 4;

/** A column that tells more than all others together may be the one thing that matters; so well it tells only what it was told. */
const IMPLAUSIBLE_BESIDE_OTHERS = 0.9;

const isRefused = ({ why, auc }: Leak): boolean => why !== 'better than all others' || auc > IMPLAUSIBLE_BESIDE_OTHERS;

/** Whether so much is known of an outcome that anything can be learned of it. */
export const isTold = (dataset: Dataset, { labels }: Outcome): boolean =>
  positiveGroups(examplesAt(dataset, labels, knownPlaces(labels))) >= LEAST_ACCOUNTS;

/**
 * Refuses an outcome that happened to too few accounts, features that were written with it known, and a way of learning by which
 * labels of rows held back reach what is learned.
 * @param outcome in the past of an account: "left", "grew"
 */
export const checkOutcome = async (
  learn: Learning,
  dataset: Dataset,
  {
    outcome,
    seed,
    follow,
    ...asked
  }: Outcome & { readonly outcome: string; readonly seed: number; readonly follow: () => Followed },
): Promise<E.Either<CannotTrain, void>> => {
  const examples = examplesAt(dataset, asked.labels, knownPlaces(asked.labels));
  const given = positiveGroups(examples);
  if (given < LEAST_ACCOUNTS) return E.left({ _tag: 'LittleHistory', outcome, needed: LEAST_ACCOUNTS, given });
  if (examples.labels.every((label) => label === 1)) return E.left({ _tag: 'OneClassOnly', label: 1 });
  const [found, noise] = await Promise.all([
    learn('leaks', { examples, seed }, follow()),
    learn('noise', { examples, seed }, follow()),
  ]);
  const leaks = found.filter(isRefused);
  if (leaks.length > 0) return E.left({ _tag: 'FeaturesLeak', leaks });
  if (E.isLeft(noise)) return noise;
  const { auc, standardError } = noise.right;
  return auc - 0.5 > Math.max(CHANCE, ERRORS * standardError)
    ? E.left({ _tag: 'NoiseIsLearned', auc })
    : E.right(undefined);
};
