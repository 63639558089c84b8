import * as E from 'fp-ts/lib/Either.js';
import type { CannotLearn } from './cannot-learn.js';
import type { Examples } from './examples.js';

/** Fewer rows tell nothing that could be checked. */
const LEAST_ROWS = 20;

const shapeOf = ({
  features: { columns, rows, values },
  labels,
  weights,
  groups,
}: Examples): CannotLearn | undefined => {
  const lengths = [
    [rows * columns.length, values.length],
    [rows, labels.length],
    [rows, weights?.length ?? rows],
    [rows, groups?.length ?? rows],
  ] as const;
  const bad = lengths.find(([expected, given]) => expected !== given);
  return bad && { _tag: 'BadShape', expected: bad[0], given: bad[1] };
};

const badWeight = (weights: Float64Array): CannotLearn | undefined => {
  const row = weights.findIndex((weight) => !(weight >= 0 && weight <= 1e100));
  if (row !== -1) return { _tag: 'BadWeight', row, weight: weights[row] as number };
  return weights.some((weight) => weight > 0) ? undefined : { _tag: 'BadWeight', row: 0, weight: 0 };
};

/**
 * Examples that can be learned from: arrays as long as they say, enough rows, weights that are any, labels that the objective allows, and,
 * of classes, both of them.
 */
export const checkExamples = (
  examples: Examples,
  allows: (label: number) => boolean,
  isOfClasses: boolean,
): E.Either<CannotLearn, Examples> => {
  const { labels, weights, features } = examples;
  const badShape = shapeOf(examples);
  if (badShape) return E.left(badShape);
  if (features.rows < LEAST_ROWS) return E.left({ _tag: 'TooFewRows', needed: LEAST_ROWS, given: features.rows });
  const row = labels.findIndex((label) => !allows(label));
  if (row !== -1) return E.left({ _tag: 'BadLabel', row, label: labels[row] as number });
  const bad = weights && badWeight(weights);
  if (bad) return E.left(bad);
  const [first] = labels;
  if (isOfClasses && labels.every((label) => label === first))
    return E.left({ _tag: 'OneClassOnly', label: first as number });
  return E.right(examples);
};
