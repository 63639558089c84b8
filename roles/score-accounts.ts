import type { JobHandlers, JobRequest } from '../application/ports/job-queue.js';
import { scoreAccounts } from '../ml/scoring/score-accounts.js';
import { makeAccountQueries } from '../projections/accounts/queries.js';
import { allAccounts } from './all-accounts.js';
import { featuresOn } from './keep-features.js';
import { makePredictions } from './predictions.js';
import type { RoleContext, Running } from './role.js';

/** Of the day that begins, from its features. */
export const scoringOn = (day: string): JobRequest => ({
  name: 'score-accounts',
  id: `score-accounts-${day}`,
  data: { because: day },
  after: [featuresOn(day)],
});

/** The job that says of every account what is to be expected of it. */
export const startScoringAccounts = (
  context: Pick<RoleContext, 'adapters' | 'log'>,
): Running & { readonly handlers: JobHandlers } => {
  const { adapters, log } = context;
  const { features, predict, isServing, close } = makePredictions(context);
  const accounts = makeAccountQueries(adapters.knex);
  const score = scoreAccounts({
    ...features,
    offline: adapters.offlineFeatures,
    predict,
    everyone: () => allAccounts(accounts),
  });
  return {
    handlers: {
      'score-accounts': async ({ id, data: { because = '' }, signal }) => {
        if (!(await isServing())) return;
        const by = { correlationId: id, causationId: null, actor: 'job:score-accounts', source: null };
        const onProgress = (done: number, of: number) => log.debug({ because, done, of }, 'accounts are scored');
        const appended = await score(by, { signal, onProgress });
        log.info({ because, appended }, 'accounts were scored');
      },
    },
    stop: close,
  };
};
