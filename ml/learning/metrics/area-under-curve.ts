import { midRanks } from '../../statistics/mid-ranks.js';
import { momentsOf } from '../../statistics/moments.js';
import { normalTail } from '../../statistics/normal.js';

type Placements = {
  /** Of each row labelled 1, the share of rows labelled 0 it is ranked above, ties half. */
  readonly ofPositives: Float64Array;
  /** Of each row labelled 0, the share of rows labelled 1 it is ranked below, ties half. */
  readonly ofNegatives: Float64Array;
};

/** Sun and Xu 2014. */
const placementsOf = (scores: Float64Array, labels: Float64Array): Placements => {
  const positives = scores.filter((_, i) => labels[i] === 1);
  const negatives = scores.filter((_, i) => labels[i] !== 1);
  const ranks = midRanks(scores);
  const among = midRanks(positives);
  const amongNegatives = midRanks(negatives);
  const ofAll = ranks.filter((_, i) => labels[i] === 1);
  const ofAllNegatives = ranks.filter((_, i) => labels[i] !== 1);
  return {
    ofPositives: ofAll.map((rank, i) => (rank - (among[i] as number)) / negatives.length),
    ofNegatives: ofAllNegatives.map((rank, i) => 1 - (rank - (amongNegatives[i] as number)) / positives.length),
  };
};

const errorOf = ({ ofPositives, ofNegatives }: Placements): number =>
  Math.sqrt(
    momentsOf(ofPositives).variance / ofPositives.length + momentsOf(ofNegatives).variance / ofNegatives.length,
  );

export type AreaUnderCurve = { readonly auc: number; readonly standardError: number };

/**
 * The chance that a row labelled 1 has a higher score than one labelled 0, ties half, with its standard error.
 * NaN of one class only; the error is NaN with fewer than two of either. DeLong, DeLong and Clarke-Pearson 1988.
 * @param scores one a row, higher where 1 is more likely; no NaN
 * @param labels 0 or 1
 */
export const areaUnderCurve = (scores: Float64Array, labels: Float64Array): AreaUnderCurve => {
  const placements = placementsOf(scores, labels);
  return { auc: momentsOf(placements.ofPositives).mean, standardError: errorOf(placements) };
};

export type AucDifference = AreaUnderCurve & { readonly pValue: number };

/** As `areaUnderCurve`, of one score less that of another for the same rows, with the two-sided chance of a difference so large where there is none. */
export const compareAreas = (one: Float64Array, other: Float64Array, labels: Float64Array): AucDifference => {
  const first = placementsOf(one, labels);
  const second = placementsOf(other, labels);
  const differences = {
    ofPositives: first.ofPositives.map((value, i) => value - (second.ofPositives[i] as number)),
    ofNegatives: first.ofNegatives.map((value, i) => value - (second.ofNegatives[i] as number)),
  };
  const auc = momentsOf(differences.ofPositives).mean;
  const standardError = errorOf(differences);
  return { auc, standardError, pValue: standardError > 0 ? 2 * normalTail(Math.abs(auc) / standardError) : 1 };
};
