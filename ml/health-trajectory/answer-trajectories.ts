import { type Either, map } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { defaultPolicy } from '../../domain/health/default-policy.js';
import type { PredictionEvent } from '../../domain/prediction/events.js';
import { addDays, type CalendarDate, daysBetween, type NonEmptyString } from '../../domain/primitives.js';
import { pathSteps } from '../datasets/account-rows.js';
import type { Seen } from '../datasets/outcomes.js';
import { placeOf } from '../features/account-history.js';
import { contracts } from '../features/read-history.js';
import type { OtherColumns } from '../learning/cannot-learn.js';
import type { Features } from '../learning/examples.js';
import { type ChanceWithin, chancesOfFalling, chancesOfWeeks } from './chances-ahead.js';
import { bandCrossings } from './crossings.js';
import { type ForetoldPath, foretellPaths } from './foretell-path.js';
import { interventionWindow } from './intervention-window.js';
import type { TrajectoryModel } from './model.js';
import { recommendedAction } from './recommended-action.js';
import { pastScores } from './trajectory-examples.js';
import { PAST_WEEKS } from './weeks.js';

/** An account to be told of: its history up to and with the day, and its chance of leaving, where a model tells that. */
export type ToldOf = {
  readonly history: Seen['history'];
  readonly day: CalendarDate;
  readonly churn?: ReadonlyArray<ChanceWithin> | undefined;
};

type Predicted = Extract<PredictionEvent, { type: 'HealthTrajectoryPredicted' }>['data'];
export type TrajectoryAnswer = Pick<Predicted, 'path' | 'crossings' | 'window' | 'action'>;

const rounded = (value: number): number => Math.round(value * 100) / 100;

const answerOf = (model: TrajectoryModel, told: ForetoldPath, last: number, of: ToldOf): TrajectoryAnswer => {
  const { day, history, churn } = of;
  const dayOfWeek = (week: number): CalendarDate => addDays(day, pathSteps[week - 1] as number);
  const weeks = told.score.length;
  const at = (values: Float64Array, w: number): number => rounded(values[w] as number);
  const endsOn = contracts({ history, day, place: placeOf(history, day) })?.endsOn ?? null;
  return {
    path: [...told.score.keys()].map((w) => ({
      ...{ day: dayOfWeek(w + 1), score: at(told.score, w) },
      ...{ low80: at(told.of80.low, w), high80: at(told.of80.high, w) },
      ...{ low95: at(told.of95.low, w), high95: at(told.of95.high, w) },
    })),
    crossings: bandCrossings(told, last, defaultPolicy.bands).map(({ band, probability, week }) => ({
      ...{ band: band as string as NonEmptyString, probability: rounded(probability) },
      day: week === null ? null : dayOfWeek(week),
    })),
    window: interventionWindow({
      day,
      chances: churn === undefined ? chancesOfFalling(told, last, defaultPolicy.bands) : chancesOfWeeks(churn, weeks),
      renewalIn: endsOn === null ? null : daysBetween(day, endsOn),
      responses: model.responses,
    }),
    action: recommendedAction(model.actions, history, day),
  };
};

/**
 * Where the health of each account goes, one answer an account and row of `features`; `null` where an account has no score to go on from.
 * Refused where the features are not those that the model was trained on.
 */
export const answerTrajectories = (
  model: TrajectoryModel,
  features: Features,
  accounts: ReadonlyArray<ToldOf>,
): Either<OtherColumns, ReadonlyArray<TrajectoryAnswer | null>> => {
  const past = new Float64Array(accounts.length * PAST_WEEKS);
  for (const [row, { history, day }] of accounts.entries())
    past.set(pastScores({ history, spans: [], until: day }, day), row * PAST_WEEKS);
  return pipe(
    foretellPaths(model.path, { features, past }),
    map((paths) =>
      accounts.map((of, row) => {
        const last = past[(row + 1) * PAST_WEEKS - 1] as number;
        return Number.isNaN(last) ? null : answerOf(model, paths[row] as ForetoldPath, last, of);
      }),
    ),
  );
};
