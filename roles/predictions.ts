import * as E from 'fp-ts/lib/Either.js';
import { chunksOf } from '../application/chunks-of.js';
import type { PredictionServing } from '../application/ports/prediction-serving.js';
import type { AccountId } from '../domain/ids.js';
import { Currency, timestampOf } from '../domain/primitives.js';
import { type Champion, makeChampions } from '../ml/scoring/champions.js';
import { type PresentAccount, type PresentAccounts, predictAccounts } from '../ml/scoring/predict-accounts.js';
import { type Predictor, predictorOf } from '../ml/scoring/predictor.js';
import { makeScoringThreads } from '../ml/scoring/scoring-threads.js';
import { trajectoryPredictor } from '../ml/scoring/trajectory-predictor.js';
import { type AccountQueries, makeAccountQueries } from '../projections/accounts/queries.js';
import { makeSaidPredictions } from '../projections/predictions/queries.js';
import { makeFeatureStore } from './feature-store.js';
import type { RoleContext } from './role.js';

const ACCOUNTS_AT_ONCE = 500;

const presentIn =
  ({ list }: Pick<AccountQueries, 'list'>): PresentAccounts =>
  async (accountIds) => {
    const present = new Map<AccountId, PresentAccount>();
    for (const some of chunksOf(accountIds, ACCOUNTS_AT_ONCE)) {
      const { items } = await list({ filter: { accountIds: some }, order: 'name', limit: ACCOUNTS_AT_ONCE });
      for (const { accountId, currency, lifecycleStage } of items)
        present.set(accountId as AccountId, {
          currency: Currency.is(currency) ? currency : null,
          hasLeft: lifecycleStage === 'churned',
        });
    }
    return present;
  };

/** Scoring over the live read models: by the champions of the log, told from the features in use. */
export const makePredictions = ({ adapters, log }: Pick<RoleContext, 'adapters' | 'log'>, threads = 1) => {
  const { knex, eventStore, modelArtifacts: artifacts } = adapters;
  const features = makeFeatureStore(adapters);
  const scoring = makeScoringThreads(threads);
  const predictors: ReadonlyArray<Predictor> = [
    predictorOf('churn', features.set, scoring.score),
    predictorOf('expansion', features.set, scoring.score),
    trajectoryPredictor({ ...features, churnChampion: () => champions.of('churn') }),
  ];
  const tryOut = async (champion: Champion) => {
    const predictor = predictors.find(({ model }) => model === champion.model);
    return predictor === undefined ? E.right([]) : predictor.predict(champion, [], []);
  };
  const champions = makeChampions({
    ...eventStore,
    artifacts,
    tryOut,
    onUnserved: (unserved) => log.error(unserved, 'a champion cannot be used; the one before it goes on'),
  });
  const predict = predictAccounts({
    ...eventStore,
    set: features.set,
    champions,
    predictors,
    said: makeSaidPredictions(knex),
    present: presentIn(makeAccountQueries(knex)),
    clock: () => timestampOf(Date.now()),
  });
  const served = async () => Promise.all(predictors.map(({ model }) => champions.of(model)));
  const serving: PredictionServing = {
    predictNow: async (accountIds, by) => predict(await features.compute(accountIds, [features.today()]), by),
    unserved: async () => {
      await served();
      return champions.unserved().map(({ model, version, reason: { _tag: because } }) => ({ model, version, because }));
    },
  };
  return {
    ...{ features, predict, serving, close: scoring.close },
    isServing: async () => (await served()).some((champion) => champion !== undefined),
  };
};
