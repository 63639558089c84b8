import { dayNumber } from '../../../domain/health/daily-series.js';
import { AccountId } from '../../../domain/ids.js';
import { addDays, type CalendarDate } from '../../../domain/primitives.js';
import { actions } from '../../../ml/health-trajectory/actions.js';
import type { TrajectoryExamples } from '../../../ml/health-trajectory/trajectory-examples.js';
import { AHEAD_WEEKS, PAST_WEEKS } from '../../../ml/health-trajectory/weeks.js';
import { normalDraw, uniformOf } from '../../../ml/statistics/random.js';
import { valid } from '../../support/valid.js';
import { numbers } from '../learning/made-up-examples.js';

const START = '2024-01-01' as CalendarDate;
const WEEKS_APART = 4;

const within = (score: number): number => Math.min(100, Math.max(0, score));

/**
 * Accounts whose weekly scores return to a level of their own that only a column tells, and which wander about it; the column changes half way
 * for some, so that the past of the score alone is behind.
 */
export const madeUpTrajectories = (seed: number, accounts: number, weeks: number): TrajectoryExamples => {
  const uniform = uniformOf(seed);
  const rows = Array.from({ length: accounts }, (_, group) => {
    const before = 30 + 60 * uniform();
    const after = uniform() < 0.5 ? 30 + 60 * uniform() : before;
    const turn = Math.floor(weeks * uniform());
    const levelOf = (week: number): number => (week < turn ? before : after);
    const scores: Array<number> = [before];
    for (let week = 1; week < weeks; week += 1) {
      const last = scores[week - 1] as number;
      scores.push(within(last + 0.12 * (levelOf(week) - last) + 2.5 * normalDraw(uniform)));
    }
    const own = (week: number): number => scores[week] ?? Number.NaN;
    return Array.from({ length: Math.floor((weeks - 1) / WEEKS_APART) }, (_, i) => {
      const week = (i + 1) * WEEKS_APART;
      return {
        group,
        day: addDays(START, 7 * week),
        level: levelOf(week),
        past: Array.from({ length: PAST_WEEKS }, (_, w) => own(week - PAST_WEEKS + 1 + w)),
        path: Array.from({ length: AHEAD_WEEKS }, (_, w) => own(week + w + 1)),
      };
    });
  }).flat();
  const none = () => new Float64Array(rows.length);
  return {
    features: { columns: numbers('level'), rows: rows.length, values: Float64Array.from(rows, ({ level }) => level) },
    keys: rows.map(({ group, day }) => ({ accountId: valid(AccountId)(`account-${group}`), day })),
    days: Int32Array.from(rows, ({ day }) => dayNumber(day)),
    groups: Int32Array.from(rows, ({ group }) => group),
    past: Float64Array.from(rows.flatMap(({ past }) => past)),
    path: Float64Array.from(rows.flatMap(({ path }) => path)),
    leaves: none(),
    actions: Object.fromEntries(actions.map(({ name }) => [name, { applies: none(), done: none() }])),
    position: '0',
  };
};
