import { uniformOf } from '../../statistics/random.js';
import { type Examples, takeExamples } from '../examples.js';

/** Examples in two parts, the second of about a share of them; rows of one group stay together. */
export const holdOut = (
  examples: Examples,
  share: number,
  seed: number,
): { readonly kept: Examples; readonly held: Examples } => {
  const uniform = uniformOf(seed);
  const { groups } = examples;
  const { rows } = examples.features;
  const isHeld = new Map<number, boolean>();
  const kept: Array<number> = [];
  const held: Array<number> = [];
  for (let row = 0; row < rows; row += 1) {
    const group = groups === undefined ? row : (groups[row] as number);
    const goes = isHeld.get(group) ?? uniform() < share;
    isHeld.set(group, goes);
    (goes ? held : kept).push(row);
  }
  return { kept: takeExamples(examples, Int32Array.from(kept)), held: takeExamples(examples, Int32Array.from(held)) };
};
