import * as E from 'fp-ts/lib/Either.js';
import type { CannotLearn } from '../cannot-learn.js';
import type { Directions } from '../examples.js';
import type { GrowthLimits } from '../trees/growth.js';
import type { ObjectiveName } from './objective.js';

export type BoostingSettings = GrowthLimits & {
  readonly objective: ObjectiveName;
  /** Trees at most. */
  readonly rounds: number;
  /** What each tree counts. */
  readonly rate: number;
  /** Of the rows, and of the columns, that each tree is grown from. */
  readonly rowShare: number;
  readonly columnShare: number;
  /** Of a column, beside that of missing values. */
  readonly bins: number;
  readonly directions: Directions;
  /** How much a row of class 1 weighs. */
  readonly positiveWeight: number;
  /** Rows put aside, and for how many rounds they may get no better before it ends; undefined where all rounds are gone. */
  readonly stopping?: { readonly share: number; readonly patience: number } | undefined;
};

export const boostingDefaults: BoostingSettings = {
  objective: { kind: 'logistic' },
  rounds: 500,
  rate: 0.03,
  leaves: 8,
  depth: 12,
  leastRows: 20,
  leastHessian: 1e-3,
  l1: 0,
  l2: 1,
  rowShare: 1,
  columnShare: 0.5,
  bins: 255,
  directions: {},
  positiveWeight: 1,
};

const whole = (least: number, most: number) => (given: number) =>
  Number.isInteger(given) && given >= least && given <= most;
const above = (least: number, most: number) => (given: number) => given > least && given <= most;
const notNegative = (given: number): boolean => given >= 0 && given < Number.POSITIVE_INFINITY;

const allowed = {
  rounds: whole(1, 100_000),
  rate: above(0, 1),
  leaves: whole(1, 4096),
  depth: whole(1, 64),
  leastRows: whole(1, 1e9),
  leastHessian: notNegative,
  l1: notNegative,
  l2: notNegative,
  rowShare: above(0, 1),
  columnShare: above(0, 1),
  bins: whole(2, 4096),
  positiveWeight: above(0, 1e9),
} as const satisfies Partial<Record<keyof BoostingSettings, (given: number) => boolean>>;

const objectiveSettings = ({ objective }: BoostingSettings): ReadonlyArray<readonly [string, number, boolean]> => {
  switch (objective.kind) {
    case 'quantile':
      return [['level', objective.level, objective.level > 0 && objective.level < 1]];
    case 'tweedie':
      return [['power', objective.power, objective.power > 1 && objective.power < 2]];
    case 'logistic':
    case 'squared':
    case 'gamma':
      return [];
  }
};

const stoppingSettings = ({ stopping }: BoostingSettings): ReadonlyArray<readonly [string, number, boolean]> =>
  stopping === undefined
    ? []
    : [
        ['stopping.share', stopping.share, stopping.share > 0 && stopping.share < 1],
        ['stopping.patience', stopping.patience, whole(1, 100_000)(stopping.patience)],
      ];

/** The settings, where each is within its range. */
export const checkSettings = (settings: BoostingSettings): E.Either<CannotLearn, BoostingSettings> => {
  const numbers = Object.entries(allowed).map(([name, allows]) => {
    const given = settings[name as keyof typeof allowed];
    return [name, given, allows(given)] as const;
  });
  const bad = [...numbers, ...objectiveSettings(settings), ...stoppingSettings(settings)].find(
    ([, , isGood]) => !isGood,
  );
  return bad === undefined ? E.right(settings) : E.left({ _tag: 'BadSetting', setting: bad[0], given: bad[1] });
};
