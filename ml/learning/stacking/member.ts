import { type BoostedTrees, predictBoosting } from '../boosting/boosted-trees.js';
import type { Features } from '../examples.js';
import { type Forest, predictForest } from '../forest/forest.js';
import { type LinearModel, predictLinear } from '../linear/linear-model.js';
import { logit } from '../logit.js';

/** A model of classes that an ensemble is made of. */
export type Member =
  | { readonly kind: 'boosting'; readonly model: BoostedTrees }
  | { readonly kind: 'forest'; readonly model: Forest }
  | { readonly kind: 'linear'; readonly model: LinearModel };

/** A forest whose trees all agree is no surer than this. */
const SUREST = 0.999;

export const forestLogOdds = (probability: number): number => logit(0.5 + SUREST * (probability - 0.5));

/** Of class 1, one a row. */
export const memberLogOdds = (member: Member, features: Features): Float64Array => {
  switch (member.kind) {
    case 'boosting':
      return predictBoosting(member.model, features);
    case 'forest':
      return predictForest(member.model, features).map(forestLogOdds);
    case 'linear':
      return predictLinear(member.model, features);
  }
};
