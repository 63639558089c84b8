import type { FeatureInputs } from '../../application/ports/feature-inputs.js';
import type { FeatureRow } from '../../application/ports/feature-store.js';
import { type Position, positionToText } from '../../application/position.js';
import { dayNumber } from '../../domain/health/daily-series.js';
import type { AccountId } from '../../domain/ids.js';
import type { CalendarDate } from '../../domain/primitives.js';
import { type AskedRows, customerRows, pathSteps } from '../datasets/account-rows.js';
import { healthPath, leavesWithin, type Seen } from '../datasets/outcomes.js';
import { asFeatures } from '../features/as-features.js';
import type { FeatureSet } from '../features/feature-set.js';
import type { Features } from '../learning/examples.js';
import { type Action, actions } from './actions.js';
import { PAST_WEEKS } from './weeks.js';

/** What a path is told from: a row an account and day. */
export type TrajectoryInputs = {
  readonly features: Features;
  /** Scores at the ends of the weeks up to and with the day, oldest first; row-major, `PAST_WEEKS` columns, NaN where there was none. */
  readonly past: Float64Array;
};

/** Whether an action made sense on a day, and whether it was done soon after; one value a row, 0 or 1, NaN where that is not certain yet. */
export type ActionTaken = { readonly applies: Float64Array; readonly done: Float64Array };

export type TrajectoryExamples = TrajectoryInputs & {
  readonly keys: ReadonlyArray<{ readonly accountId: AccountId; readonly day: CalendarDate }>;
  /** Days since 1970. */
  readonly days: Int32Array;
  /** One number an account. */
  readonly groups: Int32Array;
  /** Scores of the weeks to come, `pathSteps` columns, NaN where they are not there yet. */
  readonly path: Float64Array;
  /** Whether the customer left within 180 days. */
  readonly leaves: Float64Array;
  readonly actions: Readonly<Record<string, ActionTaken>>;
  readonly position: string;
};

const pastSteps = Array.from({ length: PAST_WEEKS }, (_, i) => 7 * (i + 1 - PAST_WEEKS));

export const pastScores = (seen: Seen, day: CalendarDate): Float64Array => healthPath(seen, day, pastSteps);

const CHURN_DAYS = 180;
const NOTHING_READ: Position = { commit: 0n, prepare: 0n };

const taken = (action: Action, seen: Seen, day: CalendarDate) => ({
  applies: action.applies(seen.history, day) ? 1 : 0,
  done: action.done(seen, day),
});

const rowOf = (seen: Seen, row: FeatureRow) => ({
  row,
  past: pastScores(seen, row.day),
  path: healthPath(seen, row.day, pathSteps),
  leaves: leavesWithin(seen, row.day, CHURN_DAYS),
  actions: actions.map((action) => taken(action, seen, row.day)),
});

const joined = (parts: ReadonlyArray<Float64Array>, width: number): Float64Array => {
  const all = new Float64Array(parts.length * width);
  for (const [r, part] of parts.entries()) all.set(part, r * width);
  return all;
};

/** All that paths and the effects of actions are learned from: customers on days on which they had a score. */
export const makeTrajectoryExamples =
  (inputs: FeatureInputs, set: FeatureSet) =>
  async (asked: AskedRows): Promise<TrajectoryExamples> => {
    const position = (await inputs.position()) ?? NOTHING_READ;
    const told: Array<ReturnType<typeof rowOf>> = [];
    for await (const { seen, rows } of customerRows(inputs, set, asked, position))
      told.push(...rows.map((row) => rowOf(seen, row)).filter(({ past }) => !Number.isNaN(past.at(-1))));
    const rows = told.map(({ row }) => row);
    const accounts = new Map([...new Set(rows.map(({ accountId }) => accountId))].map((id, place) => [id, place]));
    return {
      features: asFeatures(set, rows),
      keys: rows.map(({ accountId, day }) => ({ accountId, day })),
      days: Int32Array.from(rows, ({ day }) => dayNumber(day)),
      groups: Int32Array.from(rows, ({ accountId }) => accounts.get(accountId) ?? 0),
      past: joined(
        told.map(({ past }) => past),
        PAST_WEEKS,
      ),
      path: joined(
        told.map(({ path }) => path),
        pathSteps.length,
      ),
      leaves: Float64Array.from(told, ({ leaves }) => leaves),
      actions: Object.fromEntries(
        actions.map(({ name }, a) => {
          const of = (what: 'applies' | 'done') =>
            Float64Array.from(told, (one) => one.actions[a]?.[what] ?? Number.NaN);
          return [name, { applies: of('applies'), done: of('done') }];
        }),
      ),
      position: positionToText(position),
    };
  };
