import { followOpportunities } from '../application/follow-opportunities.js';
import { scoreHealth } from '../application/score-health.js';
import { scoreHealthOnChange } from '../application/score-health-on-change.js';
import { defaultPolicy } from '../domain/health/default-policy.js';
import { timestampOf } from '../domain/primitives.js';
import { makeAccountQueries } from '../projections/accounts/queries.js';
import { makeScoredDays } from '../projections/health/queries.js';
import { startProjector } from '../projections/projector.js';
import { projections } from '../projections/registry.js';
import type { ReaderReport } from '../projections/report.js';
import { makeTrendInputs } from '../projections/trends/queries.js';
import type { ReadinessCheck } from '../read-api/deps.js';
import type { RoleContext, Running } from './role.js';
import { startDailyScoring } from './score-daily.js';

const reportTo =
  ({ log }: Pick<RoleContext, 'log'>) =>
  (report: ReaderReport): void => {
    if (report._tag === 'Stopped') log.error(report, 'a reader of the log stopped');
    else if (report._tag === 'CaughtUp') log.debug(report, 'caught up');
    else log.warn(report, 'a reader of the log waits');
  };

export type RunningProjector = Running & {
  readonly checks: ReadonlyArray<ReadinessCheck>;
  /** Every read model and every reactor has seen the whole log. */
  readonly isCaughtUp: () => boolean;
  readonly startDailyScoring: () => void;
};

/** Keeps the read models, contracts and health scores in line with the log. */
export const startProjectorRole = async (context: RoleContext): Promise<RunningProjector> => {
  const { env, adapters } = context;
  const { knex, eventStore, readStore, changeFeed } = adapters;
  const score = scoreHealth({
    append: eventStore.append,
    inputs: { ...makeTrendInputs(knex), scoredDays: makeScoredDays(knex) },
    clock: () => timestampOf(Date.now()),
    policy: defaultPolicy,
  });
  const projector = await startProjector(
    { eventStore, store: readStore, feed: changeFeed, report: reportTo(context) },
    { projections, reactors: [followOpportunities(eventStore), scoreHealthOnChange({ ...eventStore, score })] },
  );
  let daily: Running | undefined;
  return {
    checks: [
      { name: 'read models', isReady: async () => projector.status().every(({ state }) => state === 'running') },
    ],
    isCaughtUp: () => projector.status().every(({ state, caughtUp }) => state === 'running' && caughtUp),
    startDailyScoring: () => {
      if (env.TREERING_DAILY_SCORING) daily ??= startDailyScoring(context, score, makeAccountQueries(knex));
    },
    stop: async () => {
      await daily?.stop();
      await projector.stop();
    },
  };
};
