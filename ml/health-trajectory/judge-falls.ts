import { type Either, map } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { defaultPolicy } from '../../domain/health/default-policy.js';
import type { OtherColumns } from '../learning/cannot-learn.js';
import { areaUnderCurve } from '../learning/metrics/area-under-curve.js';
import { brierScore } from '../learning/metrics/probability-scores.js';
import { chancesOfFalling } from './chances-ahead.js';
import { foretellPaths } from './foretell-path.js';
import { lastScores } from './path-columns.js';
import type { PathModel } from './path-model.js';
import type { TrajectoryExamples } from './trajectory-examples.js';
import { AHEAD_WEEKS } from './weeks.js';

/** Chances to come into a worse band, of rows whose whole path has come: `said` and `came` on average, and beside the same chance for all. */
export type JudgedFalls = {
  readonly rows: number;
  readonly said: number;
  readonly came: number;
  readonly brier: number;
  readonly brierOfShare: number;
  readonly auc: number;
};

const meanOf = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0) / values.length;

/** Judges a model by examples that it has not seen. Figures are NaN where no path has come. */
export const judgeFalls = (model: PathModel, examples: TrajectoryExamples): Either<OtherColumns, JudgedFalls> =>
  pipe(
    foretellPaths(model, examples),
    map((paths) => {
      const { bands } = defaultPolicy;
      const last = lastScores(examples);
      const rows = paths.flatMap((path, row) => {
        const came = examples.path.subarray(row * AHEAD_WEEKS, row * AHEAD_WEEKS + path.score.length);
        const now = last[row] as number;
        const lowest = bands.find(({ from }) => now >= from)?.from ?? 0;
        if (lowest === 0 || came.some((score) => Number.isNaN(score))) return [];
        const said = chancesOfFalling(path, now, bands).reduce((sum, each) => sum + each, 0);
        return [{ said: Math.min(1, said), fell: came.some((score) => score < lowest) ? 1 : 0 }];
      });
      const said = Float64Array.from(rows, (row) => row.said);
      const fell = Float64Array.from(rows, (row) => row.fell);
      const came = meanOf(fell);
      return {
        ...{ rows: rows.length, said: meanOf(said), came, brier: brierScore(said, fell) },
        ...{ brierOfShare: came * (1 - came), auc: areaUnderCurve(said, fell).auc },
      };
    }),
  );
