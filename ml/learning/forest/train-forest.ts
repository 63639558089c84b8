import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { type Uniform, uniformOf } from '../../statistics/random.js';
import { binRows } from '../binning/binned-rows.js';
import type { CannotLearn } from '../cannot-learn.js';
import { checkExamples } from '../check-examples.js';
import type { Examples } from '../examples.js';
import { columnsToSplit } from '../trees/growth.js';
import { categoriesOf, grownTrees, joinTrees, roomForTrees, type Trees } from '../trees/trees.js';
import { unwatched, type Watch } from '../watch.js';
import type { Forest } from './forest.js';
import { forestGrowthOf, growForestTree } from './grow-tree.js';

export type ForestSettings = {
  /** Whether labels are classes 0 and 1; else they are numbers. */
  readonly isOfClasses: boolean;
  readonly trees: number;
  /** Of a leaf, counting a row as often as it was drawn. */
  readonly leastRows: number;
  /** How many columns a node may choose from; the square root of their number where not given. */
  readonly columnsTried?: number;
  /** Of a column, beside that of missing values. */
  readonly bins: number;
};

export const forestDefaults: ForestSettings = { isOfClasses: true, trees: 300, leastRows: 8, bins: 255 };

/** Writes how often each row was drawn, out of as many draws as there are rows, times its weight; the drawn rows come to the front of the order. */
const drawWithReplacement = (
  { labels, weights }: Examples,
  order: Int32Array,
  slopes: Float64Array,
  uniform: Uniform,
): number => {
  slopes.fill(0);
  for (let i = 0; i < order.length; i += 1) {
    const at = 2 * Math.floor(uniform() * order.length) + 1;
    slopes[at] = (slopes[at] as number) + 1;
  }
  let drawn = 0;
  for (let row = 0; row < order.length; row += 1) {
    const weight = (slopes[2 * row + 1] as number) * (weights?.[row] ?? 1);
    slopes[2 * row] = -weight * (labels[row] as number);
    slopes[2 * row + 1] = weight;
    if (weight === 0) continue;
    order[drawn] = row;
    drawn += 1;
  }
  return drawn;
};

const meanWeight = ({ weights }: Examples): number =>
  weights === undefined ? 1 : weights.reduce((sum, weight) => sum + weight, 0) / weights.length;

const allowsClass = (label: number): boolean => label === 0 || label === 1;
const allowsNumber = (label: number): boolean => Math.abs(label) <= 1e100;

const learn = (
  examples: Examples,
  settings: ForestSettings,
  seed: number,
  watch: Watch,
): E.Either<CannotLearn, Forest> => {
  const { columns, rows } = examples.features;
  const binned = binRows(examples.features, settings.bins);
  if (binned.width === 0) return E.left({ _tag: 'NothingVaries' });
  const splittable = columnsToSplit(binned, new Int8Array(columns.length));
  const tried = settings.columnsTried ?? Math.max(1, Math.round(Math.sqrt(splittable.length)));
  const penalties = { l1: 0, l2: 0, leastHessian: settings.leastRows * meanWeight(examples), leastRows: 1 };
  const growth = forestGrowthOf(binned, splittable, penalties, tried);
  const categories = categoriesOf(columns);
  const slopes = new Float64Array(2 * rows);
  const grown: Array<Trees> = [];
  for (let tree = 0; tree < settings.trees; tree += 1) {
    if (watch.isCancelled()) return E.left({ _tag: 'Interrupted', reason: 'cancelled' });
    const uniform = uniformOf(seed + (tree + 1) * 0x1_0000_0000);
    const drawn = drawWithReplacement(examples, growth.order, slopes, uniform);
    const room = roomForTrees(2 * drawn, categories);
    growForestTree(room, growth, drawn, slopes, uniform);
    grown.push(grownTrees(room));
    watch.round(tree + 1, settings.trees);
  }
  return E.right({ columns, trees: joinTrees(grown, categories) });
};

const checkSettings = ({
  trees,
  leastRows,
  bins,
  columnsTried = 1,
}: ForestSettings): E.Either<CannotLearn, unknown> => {
  const bad = Object.entries({ trees, leastRows, columnsTried, bins: bins - 1 }).find(([, given]) => !(given >= 1));
  return bad === undefined ? E.right(undefined) : E.left({ _tag: 'BadSetting', setting: bad[0], given: bad[1] });
};

/** A random forest on binned columns (Breiman 2001), with leaves that hold shares instead of votes. The same seed gives the same forest, bit by bit. */
export const trainForest = (
  examples: Examples,
  settings: ForestSettings,
  seed: number,
  watch: Watch = unwatched,
): E.Either<CannotLearn, Forest> =>
  pipe(
    checkSettings(settings),
    E.chain(() => checkExamples(examples, settings.isOfClasses ? allowsClass : allowsNumber, settings.isOfClasses)),
    E.chain(() => learn(examples, settings, seed, watch)),
  );
