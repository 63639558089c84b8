import type { PredictionEvent } from '../../domain/prediction/events.js';
import type { NonEmptyString } from '../../domain/primitives.js';
import { rounded } from '../../domain/rounded.js';
import type { FeatureColumn, Features } from '../learning/examples.js';

type Reason = Extract<PredictionEvent, { type: 'ChurnPredicted' }>['data']['reasons'][number];

const REASONS = 5;

/** The name without its version, and of a category which one it is: `industry=Retail`. */
const nameOf = (column: FeatureColumn, value: number): NonEmptyString => {
  const name = column.name.replace(/@\d+$/, '');
  const category = column.kind === 'category' ? column.categories[value] : undefined;
  return (category === undefined ? name : `${name}=${category}`) as NonEmptyString;
};

/** What moved the answer for a row most, the strongest first. `contributions` are laid out as the values of `features`. */
export const topReasons = (
  { columns, values }: Features,
  contributions: Float64Array,
  row: number,
): ReadonlyArray<Reason> => {
  const from = row * columns.length;
  return columns
    .map((column, c) => ({ column, c, contribution: rounded(contributions[from + c] as number) }))
    .filter(({ contribution }) => contribution !== 0)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || a.c - b.c)
    .slice(0, REASONS)
    .map(({ column, c, contribution }) => {
      const value = values[from + c] as number;
      const isNumber = column.kind === 'number' && Number.isFinite(value);
      return { feature: nameOf(column, value), value: isNumber ? rounded(value) : null, contribution };
    });
};
