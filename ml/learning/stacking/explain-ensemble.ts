import type { Features } from '../examples.js';
import type { Ensemble } from './ensemble.js';
import { type Explainer, explainMember } from './explain-member.js';

/**
 * By how much each column moves an ensemble's log-odds, before calibration: the sum over members of what it adds to each, as
 * much as the member counts. Made once and used for many rows.
 */
export const explainEnsemble = ({ members, stack: { intercept, weights } }: Ensemble): Explainer => {
  const parts = members
    .map((member, m) => ({ member, weight: weights[m] as number }))
    .filter(({ weight }) => weight > 0)
    .map(({ member, weight }) => ({ weight, explainer: explainMember(member) }));
  return {
    expected: parts.reduce((sum, { weight, explainer }) => sum + weight * explainer.expected, intercept),
    contributions: (features: Features) => {
      const total = new Float64Array(features.rows * features.columns.length);
      for (const { weight, explainer } of parts)
        explainer.contributions(features).forEach((each, at) => {
          total[at] = (total[at] as number) + weight * each;
        });
      return total;
    },
  };
};
