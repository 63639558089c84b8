import type { CalendarDate, NonEmptyString } from '../../domain/primitives.js';
import { rounded } from '../../domain/rounded.js';
import type { AccountHistory } from '../features/account-history.js';
import { actions } from './actions.js';
import type { MeasuredAction } from './measured-actions.js';

export type RecommendedAction = {
  readonly name: NonEmptyString;
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  readonly cases: number;
};

/**
 * Of the actions that make sense for an account on a day, the one after which scores rose most beyond chance; `null` where none was seen to
 * help. An action after which customers left more is none.
 */
export const recommendedAction = (
  measured: ReadonlyArray<MeasuredAction>,
  history: AccountHistory,
  day: CalendarDate,
): RecommendedAction | null => {
  const helping = measured.flatMap(({ name, score, leaves }) => {
    if (typeof score === 'string' || score.low <= 0) return [];
    if (typeof leaves !== 'string' && leaves.low > 0) return [];
    if (actions.find((action) => action.name === name)?.applies(history, day) !== true) return [];
    return [
      {
        name: name as NonEmptyString,
        effect: rounded(score.value),
        low: rounded(score.low),
        high: rounded(score.high),
        cases: score.cases,
      },
    ];
  });
  return helping.reduce<RecommendedAction | null>(
    (best, each) => (best === null || each.effect > best.effect ? each : best),
    null,
  );
};
