import { type Either, map } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { pathSteps } from '../datasets/account-rows.js';
import type { OtherColumns } from '../learning/cannot-learn.js';
import { clusteredMean, type Estimate } from '../learning/effects/clustered-mean.js';
import { type Baseline, baselines } from './baselines.js';
import { foretellPaths } from './foretell-path.js';
import { pastOf } from './path-columns.js';
import type { PathModel } from './path-model.js';
import type { TrajectoryExamples } from './trajectory-examples.js';
import { AHEAD_WEEKS } from './weeks.js';

/** How paths did at one week ahead. `count` scores had come by then; errors are mean absolute, in points of health. */
export type JudgedWeek = {
  readonly days: number;
  readonly count: number;
  readonly error: number;
  readonly baselineErrors: Readonly<Record<keyof typeof baselines, number>>;
  /** Shares of the scores that lay within. */
  readonly coverage: { readonly of80: number; readonly of95: number };
};

export type JudgedPaths = {
  readonly weeks: ReadonlyArray<JudgedWeek>;
  readonly rows: number;
  /** Over all weeks together. */
  readonly coverage: { readonly of80: number; readonly of95: number };
  /** Mean absolute error over all weeks of a row, and what the best baseline has more of it, accounts taken as one. */
  readonly error: number;
  readonly best: { readonly baseline: keyof typeof baselines; readonly gain: Estimate };
};

const meanOver = (values: ReadonlyArray<number>): number => values.reduce((sum, each) => sum + each, 0) / values.length;

/** The weeks that are told: the ends of months, about. */
const weeksTold = [1, 4, 8, 13, 19, 26];

type Cell = {
  readonly row: number;
  readonly week: number;
  readonly error: number;
  readonly in80: number;
  readonly in95: number;
  readonly baselines: Readonly<Record<string, number>>;
};

const byBaseline = <A>(of: (name: keyof typeof baselines) => A): Readonly<Record<keyof typeof baselines, A>> =>
  Object.fromEntries(Object.keys(baselines).map((name) => [name, of(name as keyof typeof baselines)])) as never;

/** Judges a model by examples that it has not seen. */
export const judgePaths = (model: PathModel, examples: TrajectoryExamples): Either<OtherColumns, JudgedPaths> =>
  pipe(
    foretellPaths(model, examples),
    map((paths) => {
      const cells: ReadonlyArray<Cell> = paths.flatMap(({ score, of80, of95 }, row) => {
        const naive = Object.entries(baselines).map(
          ([name, foretell]: readonly [string, Baseline]) => [name, foretell(pastOf(examples, row))] as const,
        );
        return [...score].flatMap((told, w) => {
          const came = examples.path[row * AHEAD_WEEKS + w] as number;
          if (Number.isNaN(came)) return [];
          const within = ({ low, high }: typeof of80) =>
            Number(came >= (low[w] as number) && came <= (high[w] as number));
          return [
            {
              ...{ row, week: w + 1, error: Math.abs(came - told), in80: within(of80), in95: within(of95) },
              baselines: Object.fromEntries(naive.map(([name, path]) => [name, Math.abs(came - (path[w] as number))])),
            },
          ];
        });
      });
      const errorOf = (some: ReadonlyArray<Cell>, name: string): number =>
        meanOver(some.map((cell) => cell.baselines[name] as number));
      const covered = (some: ReadonlyArray<Cell>) => ({
        of80: meanOver(some.map(({ in80 }) => in80)),
        of95: meanOver(some.map(({ in95 }) => in95)),
      });
      const errors = byBaseline((name) => errorOf(cells, name));
      const best = (Object.keys(errors) as Array<keyof typeof errors>).reduce((least, name) =>
        errors[name] < errors[least] ? name : least,
      );
      return {
        weeks: weeksTold.flatMap((week) => {
          const some = cells.filter((cell) => cell.week === week);
          if (some.length === 0) return [];
          const baselineErrors = byBaseline((name) => errorOf(some, name));
          const error = meanOver(some.map((cell) => cell.error));
          return [
            { days: pathSteps[week - 1] as number, count: some.length, error, baselineErrors, coverage: covered(some) },
          ];
        }),
        rows: new Set(cells.map(({ row }) => row)).size,
        coverage: covered(cells),
        error: meanOver(cells.map((cell) => cell.error)),
        best: {
          baseline: best,
          gain: clusteredMean(
            Float64Array.from(cells, (cell) => (cell.baselines[best] as number) - cell.error),
            Int32Array.from(cells, ({ row }) => examples.groups[row] as number),
          ),
        },
      };
    }),
  );
