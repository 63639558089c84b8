import { setTimeout as sleep } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import { raiseAlerts } from '../application/alerts/raise-alerts.js';
import { followOpportunities } from '../application/follow-opportunities.js';
import { matchAccounts } from '../application/match-accounts.js';
import { comparePositions, type Position, positionFromText } from '../application/position.js';
import { scoreHealth } from '../application/score-health.js';
import { scoreHealthOnChange } from '../application/score-health-on-change.js';
import { defaultPolicy } from '../domain/health/default-policy.js';
import { timestampOf } from '../domain/primitives.js';
import { refreshOnChange } from '../ml/features/refresh-on-change.js';
import { predictOnChange } from '../ml/scoring/predict-on-change.js';
import { scoreOnPromotion } from '../ml/scoring/score-on-promotion.js';
import { makeAccountDomains, makeAccountQueries, makeReadAccountFacts } from '../projections/accounts/queries.js';
import { makeHeldConditions, makeRulesInUse } from '../projections/alerts/queries.js';
import type { ReaderStatus } from '../projections/following/reader-status.js';
import type { ReaderReport } from '../projections/following/report.js';
import { makeScoredDays } from '../projections/health/queries.js';
import { startProjector } from '../projections/projector.js';
import { projections } from '../projections/registry.js';
import { makeTrendInputs, makeWatchedSeries } from '../projections/trends/queries.js';
import type { ReadinessCheck } from '../read-api/deps.js';
import { allAccounts } from './all-accounts.js';
import { startAttendingAlerts } from './attend-alerts.js';
import { failurePolicy } from './failure-policy.js';
import { makePredictions } from './predictions.js';
import { readModelsCheck } from './read-models-check.js';
import type { RoleContext, Running } from './role.js';
import { startDailyScoring } from './score-daily.js';
import { untilStoresAnswer } from './until-stores-answer.js';

const reportTo =
  ({ log }: Pick<RoleContext, 'log'>) =>
  (report: ReaderReport): void => {
    if (report._tag === 'Stopped') log.error(report, 'a reader of the log stopped');
    else if (report._tag === 'Parked') log.error(report, 'a stream was parked');
    else if (report._tag === 'Repaired') log.info(report, 'a parked stream was repaired');
    else if (report._tag === 'CaughtUp') log.debug(report, 'caught up');
    else log.warn(report, 'a reader of the log waits');
  };

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await sleep(50);
};

const hasReached = (position: string | null, head: Position | undefined): boolean => {
  const reached = positionFromText(position ?? '');
  return head === undefined || (reached !== undefined && comparePositions(reached, head) >= 0);
};

export type RunningProjector = Running & {
  readonly checks: ReadonlyArray<ReadinessCheck>;
  readonly readers: () => ReadonlyArray<ReaderStatus>;
  /** Resolves once every reactor has seen the log, and every read model all that they added to it. */
  readonly untilCaughtUp: () => Promise<void>;
  readonly startDailyScoring: () => void;
};

/** Keeps the read models, contracts, health scores, features, predictions and alerts in line with the log, and tells of alerts. */
export const startProjectorRole = async (context: RoleContext): Promise<RunningProjector> => {
  const { env, adapters } = context;
  const { knex, eventStore, readStore, changeFeed } = adapters;
  const clock = () => timestampOf(Date.now());
  const score = scoreHealth({
    append: eventStore.append,
    inputs: { ...makeTrendInputs(knex), scoredDays: makeScoredDays(knex) },
    clock,
    policy: defaultPolicy,
  });
  const raising = raiseAlerts({
    ...eventStore,
    rulesInUse: makeRulesInUse(knex),
    accountFacts: makeReadAccountFacts(knex),
    watchedSeries: makeWatchedSeries(knex),
    heldConditions: makeHeldConditions(knex),
    policy: defaultPolicy,
    clock,
  });
  const predictions = makePredictions(context);
  const projector = await untilStoresAnswer(context.log, () =>
    startProjector(
      { eventStore, store: readStore, feed: changeFeed, report: reportTo(context) },
      {
        projections,
        policy: failurePolicy,
        reactors: [
          followOpportunities(eventStore),
          matchAccounts({ ...eventStore, accountDomains: makeAccountDomains(knex), clock }),
          scoreHealthOnChange({ ...eventStore, score }),
          refreshOnChange({
            ...eventStore,
            refresh: predictions.features.refresh,
            everyone: () => allAccounts(makeAccountQueries(knex)),
          }),
          predictOnChange({
            ...eventStore,
            ...predictions.features,
            ...predictions.features.inputs,
            predict: predictions.predict,
            isServing: predictions.isServing,
          }),
          scoreOnPromotion(adapters.jobQueue),
          raising,
        ],
      },
    ),
  );
  const isRaising = () =>
    projector.status().some(({ name, state }) => name === raising.name && (state === 'running' || state === 'waiting'));
  const attending = startAttendingAlerts(context, isRaising);
  let daily: Running | undefined;
  return {
    readers: projector.status,
    checks: [readModelsCheck(projector)],
    untilCaughtUp: async () => {
      const readModels = () =>
        projector.status().filter(({ name }) => projections.some((projection) => projection.name === name));
      await until(() => projector.status().every(({ state, caughtUp }) => state === 'running' && caughtUp));
      const head = await eventStore.readHead()();
      if (E.isRight(head)) await until(() => readModels().every(({ position }) => hasReached(position, head.right)));
    },
    startDailyScoring: () => {
      if (env.TREERING_DAILY_SCORING) daily ??= startDailyScoring(context, score, makeAccountQueries(knex));
    },
    stop: async () => {
      await daily?.stop();
      await attending.stop();
      const stopped = projector.stop();
      await predictions.close();
      await stopped;
    },
  };
};
