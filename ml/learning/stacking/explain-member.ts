import type { Features } from '../examples.js';
import { explainTrees, type TreeExplainer } from '../explain/tree-shap.js';
import type { Forest } from '../forest/forest.js';
import { linearContributions } from '../linear/linear-model.js';
import { forestLogOdds, type Member } from './member.js';

export type Explainer = {
  /** Log-odds of class 1 before anything is known of a row. */
  readonly expected: number;
  /** By how much each column moves them, row-major: a row's sum and `expected` are its log-odds. */
  readonly contributions: (features: Features) => Float64Array;
};

const contributionsBy =
  ({ explain }: TreeExplainer) =>
  ({ columns, rows, values }: Features): Float64Array => {
    const contributions = new Float64Array(rows * columns.length);
    explain(values, 0, contributions, rows);
    return contributions;
  };

/** The slope of the log-odds between two probabilities. */
const slopeBetween = (one: number, other: number): number => {
  if (Math.abs(one - other) > 1e-9) return (forestLogOdds(one) - forestLogOdds(other)) / (one - other);
  const near = 1e-6;
  return (forestLogOdds(one + near) - forestLogOdds(one - near)) / (2 * near);
};

/** What each column adds to the probability, in log-odds: all by the slope between the two (Shrikumar, Greenside and Kundaje 2017, rescaled). */
const explainForest = ({ trees }: Forest): Explainer => {
  const explainer = explainTrees(trees);
  const count = trees.roots.length;
  const expected = explainer.expected / count;
  return {
    expected: forestLogOdds(expected),
    contributions: (features) => {
      const contributions = contributionsBy(explainer)(features);
      const width = features.columns.length;
      for (let from = 0; from < contributions.length; from += width) {
        const own = contributions.subarray(from, from + width);
        const probability = own.reduce((sum, each) => sum + each / count, expected);
        const slope = slopeBetween(probability, expected) / count;
        for (let c = 0; c < width; c += 1) own[c] = (own[c] as number) * slope;
      }
      return contributions;
    },
  };
};

export const explainMember = (member: Member): Explainer => {
  switch (member.kind) {
    case 'boosting': {
      const explainer = explainTrees(member.model.trees);
      return { expected: member.model.start + explainer.expected, contributions: contributionsBy(explainer) };
    }
    case 'forest':
      return explainForest(member.model);
    case 'linear':
      return {
        expected: member.model.intercept,
        contributions: (features) => linearContributions(member.model, features),
      };
  }
};
