import * as E from 'fp-ts/lib/Either.js';
import type { CannotLearn } from '../learning/cannot-learn.js';
import { unwatched, type Watch } from '../learning/watch.js';
import { deviationsOf, keptDeviations, marginsOf } from './deviations.js';
import { type Learned, learnKnot } from './learn-knot.js';
import { lastScores, withOwnPast } from './path-columns.js';
import type { PathModel } from './path-model.js';
import type { TrajectoryExamples } from './trajectory-examples.js';
import { AHEAD_WEEKS, knots } from './weeks.js';

const LEAST_WEEKS = 4;

/**
 * Learns the path of a health score: its change by each of a few weeks ahead, pooled over accounts, from features and what its own past
 * foretells, and how far that is off. Intervals are conformal by week, from rows foretold by models of earlier days and other accounts
 * (Vovk, Gammerman and Shafer 2005; deviations in spreads: Papadopoulos, Gammerman and Vovk 2008). Weeks that too little history tells
 * of are left out at the end; refused where not even four weeks can be told.
 */
export const trainPath = (
  examples: TrajectoryExamples,
  seed: number,
  watch: Watch = unwatched,
): E.Either<CannotLearn, PathModel> => {
  const { groups, days, path } = examples;
  const features = withOwnPast(examples);
  const last = lastScores(examples);
  const learned: Array<Learned> = [];
  for (const [k, week] of knots.entries()) {
    const labels = last.map((score, row) => (path[row * AHEAD_WEEKS + week - 1] as number) - score);
    const knot = learnKnot({ features, labels, groups }, days, week, seed, watch);
    if (E.isLeft(knot)) {
      if (week <= LEAST_WEEKS || knot.left._tag === 'Interrupted') return knot;
      break;
    }
    learned.push(knot.right);
    watch.round(k + 1, knots.length);
  }
  const deviations = deviationsOf(examples, last, learned);
  return E.right({
    columns: examples.features.columns,
    knots: learned.map(({ knot }) => knot),
    of80: marginsOf(deviations, groups, 0.8),
    of95: marginsOf(deviations, groups, 0.95),
    deviations: keptDeviations(deviations, groups),
  });
};
