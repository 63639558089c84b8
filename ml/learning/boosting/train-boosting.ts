import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { uniformOf } from '../../statistics/random.js';
import { binRows } from '../binning/binned-rows.js';
import type { CannotLearn } from '../cannot-learn.js';
import { checkExamples } from '../check-examples.js';
import type { Examples } from '../examples.js';
import { leafOf } from '../trees/descend.js';
import { columnsToSplit, growthOf, type Leaf } from '../trees/growth.js';
import { growLeafWise } from '../trees/leaf-wise.js';
import { leafValue } from '../trees/split.js';
import { categoriesOf, grownTrees, roomForTrees } from '../trees/trees.js';
import { unwatched, type Watch } from '../watch.js';
import type { BoostedTrees } from './boosted-trees.js';
import { holdOut } from './held-out.js';
import { weightedMean } from './objective.js';
import { objectiveOf } from './objective-of.js';
import { columnDraws, drawRows } from './sampling.js';
import { type BoostingSettings, checkSettings } from './settings.js';

const weightsOf = ({ labels, weights }: Examples, positiveWeight: number): Float64Array =>
  labels.map((label, row) => (weights?.[row] ?? 1) * (label === 1 ? positiveWeight : 1));

type Part = { readonly examples: Examples; readonly weights: Float64Array; readonly raw: Float64Array };

const partOf = (examples: Examples, positiveWeight: number, start: number): Part => ({
  examples,
  weights: weightsOf(examples, positiveWeight),
  raw: new Float64Array(examples.features.rows).fill(start),
});

const learn = (
  examples: Examples,
  settings: BoostingSettings,
  seed: number,
  held: Examples | undefined,
  watch: Watch,
): E.Either<CannotLearn, BoostedTrees> => {
  const { objective: name, rounds, rate, stopping } = settings;
  const { columns, values } = examples.features;
  const objective = objectiveOf(name);
  const binned = binRows(examples.features, settings.bins);
  if (binned.width === 0) return E.left({ _tag: 'NothingVaries' });
  const positiveWeight = name.kind === 'logistic' ? settings.positiveWeight : 1;
  const start = objective.start(examples.labels, weightsOf(examples, positiveWeight));
  const { weights, raw } = partOf(examples, positiveWeight, start);
  const heldPart = held && partOf(held, positiveWeight, start);

  const trees = roomForTrees(rounds * (2 * settings.leaves - 1), categoriesOf(columns));
  const growth = growthOf(binned, trees, settings);
  const directions = Int8Array.from(columns, (column) => settings.directions[column.name] ?? 0);
  const drawColumns = columnDraws(binned, columnsToSplit(binned, directions), settings.columnShare);
  const slopes = new Float64Array(2 * raw.length);
  const uniform = uniformOf(seed);
  const { order } = growth;

  const leafValueOf = (leaf: Leaf): number => {
    if (objective.leaf === undefined) return leafValue(leaf.gradient, leaf.hessian, settings, leaf);
    const rows = order.subarray(leaf.begin, leaf.end);
    return objective.leaf(
      Float64Array.from(rows, (row) => (examples.labels[row] as number) - (raw[row] as number)),
      Float64Array.from(rows, (row) => weights[row] as number),
    );
  };

  let best = { loss: Number.POSITIVE_INFINITY, trees: 0 };
  for (let round = 0; round < rounds; round += 1) {
    if (watch.isCancelled()) return E.left({ _tag: 'Interrupted', reason: 'cancelled' });
    objective.slopes(examples.labels, weights, raw, slopes);
    const drawn = drawRows(order, settings.rowShare, uniform);
    const root = trees.nodes;
    const leaves = growLeafWise(growth, drawColumns(uniform), drawn, slopes);
    for (let i = 0; i < leaves; i += 1) {
      const leaf = growth.leaves[i] as Leaf;
      trees.numbers[leaf.node] = rate * leafValueOf(leaf);
    }
    const add = (to: Float64Array, from: Float64Array, row: number): void => {
      const leaf = leafOf(trees, root, from, row * columns.length);
      to[row] = (to[row] as number) + (trees.numbers[leaf] as number);
    };
    for (let row = 0; row < raw.length; row += 1) add(raw, values, row);
    watch.round(round + 1, rounds);
    if (heldPart === undefined || stopping === undefined) continue;
    for (let row = 0; row < heldPart.raw.length; row += 1) add(heldPart.raw, heldPart.examples.features.values, row);
    const losses = heldPart.raw.map((each, row) => objective.loss(heldPart.examples.labels[row] as number, each));
    const loss = weightedMean(losses, heldPart.weights);
    if (loss < best.loss) best = { loss, trees: round + 1 };
    else if (round + 1 - best.trees >= stopping.patience) break;
  }
  const count = stopping === undefined ? trees.roots.length : best.trees;
  return E.right({ columns, objective: name, start, trees: grownTrees(trees, count) });
};

/**
 * Gradient boosting of trees grown leaf by leaf on binned columns (Friedman 2001; Ke et al. 2017). The same examples, settings and seed give
 * the same model, bit by bit.
 */
export const trainBoosting = (
  examples: Examples,
  settings: BoostingSettings,
  seed: number,
  watch: Watch = unwatched,
): E.Either<CannotLearn, BoostedTrees> =>
  pipe(
    checkSettings(settings),
    E.chain(() =>
      checkExamples(examples, objectiveOf(settings.objective).allows, settings.objective.kind === 'logistic'),
    ),
    E.chain(() => {
      if (settings.stopping === undefined) return learn(examples, settings, seed, undefined, watch);
      const { kept, held } = holdOut(examples, settings.stopping.share, seed);
      return learn(kept, settings, seed, held, watch);
    }),
  );
