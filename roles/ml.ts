import { availableParallelism } from 'node:os';
import { detectAnomalies } from '../application/anomalies/detect-anomalies.js';
import { makeSensitivityOf } from '../application/anomalies/sensitivity-of.js';
import type { JobRequest } from '../application/ports/job-queue.js';
import { addDays, type CalendarDate, timestampOf } from '../domain/primitives.js';
import { makeSeriesAnalysis } from '../ml/analysis/series-analysis.js';
import { withoutFalseDiscoveries } from '../ml/timeseries/anomalies/false-discoveries.js';
import { makeAccountQueries } from '../projections/accounts/queries.js';
import { makeSegmentQueries } from '../projections/segments/queries.js';
import { makeBookSeries, makeWatchedSeries } from '../projections/trends/queries.js';
import { segmentMeant } from '../read-api/questions/segment-meant.js';
import { allAccounts } from './all-accounts.js';
import { startJobs } from './jobs.js';
import { startKeepingFeatures } from './keep-features.js';
import type { RoleContext, Running } from './role.js';
import { scoringOn, startScoringAccounts } from './score-accounts.js';
import { startTraining } from './train-on-schedule.js';

/** Late facts change what a day was like, so some of the days before are judged again. */
const DAYS_JUDGED = 30;
const FALSE_DISCOVERY_RATE = 0.1;

/** Leaves a core to those who ask. */
export const analysisThreads = (): number => Math.max(1, availableParallelism() - 1);

/** Of the last day that is over. */
const detectionOn = (today: string): JobRequest => {
  const day = addDays(today as CalendarDate, -1);
  return { name: 'detect-anomalies', id: `detect-anomalies-${day}`, data: { day } };
};

/** Looks for anomalies once a day, up to the last day that is over, keeps features, and says what is to be expected. */
export const startMlRole = (context: RoleContext): Running => {
  const { env, adapters } = context;
  if (!env.TREERING_DAILY_SCORING) return { stop: async () => undefined };
  const analysis = makeSeriesAnalysis(analysisThreads());
  const accounts = makeAccountQueries(adapters.knex);
  const detect = detectAnomalies({
    ...adapters.eventStore,
    watchedSeries: makeWatchedSeries(adapters.knex),
    bookSeries: makeBookSeries(adapters.knex),
    detect: analysis.detectAnomalies,
    withoutFalseDiscoveries,
  });
  const segments = makeSegmentQueries(adapters.knex);
  const clock = () => timestampOf(Date.now());
  const accountsIn = async (segment: string) =>
    (await segmentMeant({ segments, clock }, segment))?.members ?? (await accounts.membersOf({ segment }));
  const features = startKeepingFeatures(context);
  const scoring = startScoringAccounts(context);
  const training = startTraining(context, analysisThreads());
  const jobs = startJobs(
    context,
    {
      ...features.handlers,
      ...scoring.handlers,
      ...training.handlers,
      'detect-anomalies': async ({ data: { day = '' } }) => {
        const reported = await detect(await allAccounts(accounts), day as CalendarDate, {
          sensitivityOf: await makeSensitivityOf({ ...adapters.eventStore, accountsIn }),
          falseDiscoveryRate: FALSE_DISCOVERY_RATE,
          days: DAYS_JUDGED,
        });
        context.log.info({ day, reported }, 'anomalies were looked for');
      },
    },
    [
      { name: 'daily-refresh', every: 'day', requestOn: detectionOn },
      { name: 'daily-scoring', every: 'day', requestOn: scoringOn },
      ...training.schedules,
    ],
  );
  return {
    stop: async () => {
      const stopped = Promise.all([jobs.stop(), features.stop()]);
      await Promise.all([analysis.close(), scoring.stop(), training.stop()]);
      await stopped;
    },
  };
};
