import { isLeft } from 'fp-ts/lib/Either.js';
import { columnValues } from '../column-values.js';
import type { Examples, Features } from '../examples.js';
import { predictLinear } from '../linear/linear-model.js';
import { trainLogistic } from '../linear/train-logistic.js';
import { areaUnderCurve, compareAreas } from '../metrics/area-under-curve.js';
import { crossFit } from '../splits/cross-fit.js';
import { stratifiedFolds } from '../splits/stratified-folds.js';
import { singleColumnScores } from './single-column-scores.js';

export type Leak = {
  readonly column: string;
  /** Of the column alone, cross-validated. */
  readonly auc: number;
  readonly why: /** It alone tells the classes apart better than anything known in advance does. */
    | 'implausible alone'
    /** It alone tells more than all others together, which seldom happens unless it was written after the fact. */
    | 'better than all others'
    /** Most of what it tells is not there a while earlier, when the outcome was as open as now. */
    | 'not known earlier';
};

const FOLDS = 5;
const IMPLAUSIBLE = 0.95;
/** Below this, telling more than all others only says that they tell little. */
const STRONG = 0.75;
/** Of what a column tells beyond chance: an honest one that loses more from one snapshot to the next is not seen. */
const LOST = 0.5;
/** Standard errors that a difference must reach: one in thirty thousand columns does by chance. */
const ERRORS = 4;

const withoutColumn = (examples: Examples, column: number): Examples => {
  const { columns, rows, values } = examples.features;
  const kept = values.filter((_, i) => i % columns.length !== column);
  return { ...examples, features: { columns: columns.filter((_, c) => c !== column), rows, values: kept } };
};

const clearlyAbove = ({ auc, standardError }: { readonly auc: number; readonly standardError: number }, than: number) =>
  auc - ERRORS * standardError > than;

/**
 * Columns that seem to have been written with the outcome known.
 * @param examples with labels 0 and 1, of both classes
 * @param earlier the same columns of the same rows a while earlier, at a time when the outcome was as open
 */
export const leakProbe = (examples: Examples, seed: number, earlier?: Features): ReadonlyArray<Leak> => {
  const { features, labels, groups } = examples;
  const folds = stratifiedFolds(labels, groups, FOLDS, seed);
  return features.columns.flatMap((column, c): ReadonlyArray<Leak> => {
    const alone = singleColumnScores(column, columnValues(features, c), labels, folds);
    const area = areaUnderCurve(alone, labels);
    const leak = (why: Leak['why']): ReadonlyArray<Leak> => [{ column: column.name, auc: area.auc, why }];
    if (clearlyAbove(area, IMPLAUSIBLE)) return leak('implausible alone');
    if (earlier !== undefined && clearlyAbove(area, 0.5)) {
      const before = singleColumnScores(column, columnValues(earlier, c), labels, folds);
      const kept = Math.max(0.5, areaUnderCurve(before, labels).auc);
      const lost = compareAreas(alone, before, labels);
      if (clearlyAbove(lost, 0) && area.auc - kept > LOST * (area.auc - 0.5) && area.auc > STRONG)
        return leak('not known earlier');
    }
    if (!clearlyAbove(area, STRONG) || features.columns.length === 1) return [];
    const train = (others: Examples) => trainLogistic(others, seed);
    const together = crossFit(train, predictLinear, withoutColumn(examples, c), folds);
    if (isLeft(together)) return [];
    return clearlyAbove(compareAreas(alone, together.right, labels), 0) ? leak('better than all others') : [];
  });
};
