import type { Features } from '../../../ml/learning/examples.js';
import { normalDraw, uniformOf } from '../../../ml/statistics/random.js';

export const DRIFT_COLUMNS = 15;

/** Five normal columns, five skewed, three of counts, one with gaps and one of categories; the first `moved` numbers lie a tenth of a deviation higher. */
export const drawnColumns = (rows: number, seed: number, moved = 0, gaps = 0.1): Features => {
  const uniform = uniformOf(seed);
  const values = new Float64Array(rows * DRIFT_COLUMNS);
  values.forEach((_, i) => {
    const c = i % DRIFT_COLUMNS;
    const z = normalDraw(uniform) + (c < moved ? 0.1 : 0);
    const gap = c === 13 && uniform() < gaps ? Number.NaN : 0;
    values[i] =
      c === 14 ? Math.floor(4 * uniform()) : (c < 5 ? z : c < 10 ? Math.exp(z) : Math.max(0, Math.round(z))) + gap;
  });
  const columns = Array.from({ length: DRIFT_COLUMNS }, (_, c) =>
    c === 14
      ? ({ name: `c${c}`, kind: 'category', categories: ['a', 'b', 'c', 'd'] } as const)
      : ({ name: `c${c}`, kind: 'number' } as const),
  );
  return { columns, rows, values };
};
