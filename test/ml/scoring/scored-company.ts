import * as E from 'fp-ts/lib/Either.js';
import type { FeatureRow, FeatureValue } from '../../../application/ports/feature-store.js';
import type { DomainEvent } from '../../../domain/catalogue.js';
import { AccountId } from '../../../domain/ids.js';
import { predictionStream } from '../../../domain/prediction/stream.js';
import { predictionModelStream } from '../../../domain/prediction-model/stream.js';
import { CalendarDate, Timestamp } from '../../../domain/primitives.js';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { makeInMemoryModelArtifacts } from '../../../infrastructure/in-memory/model-artifacts.js';
import { type ChurnModel, writeChurnModel } from '../../../ml/churn/model.js';
import { features } from '../../../ml/features/definitions/all.js';
import { featureDigest, featureSetOf } from '../../../ml/features/feature-set.js';
import { sigmoid } from '../../../ml/learning/logit.js';
import { boostingRecipe, logisticRecipe } from '../../../ml/learning/stacking/recipes.js';
import { trainEnsemble } from '../../../ml/learning/stacking/train-ensemble.js';
import { makeChampions, type Unserved } from '../../../ml/scoring/champions.js';
import { type PresentAccount, predictAccounts, type SaidPrediction } from '../../../ml/scoring/predict-accounts.js';
import { type Predictor, predictorOf } from '../../../ml/scoring/predictor.js';
import { scoreHere } from '../../../ml/scoring/scoring-threads.js';
import { fact } from '../../support/fact.js';
import { promotedByRule, training } from '../../support/models-said.js';
import { valid } from '../../support/valid.js';
import { learned } from '../learned.js';
import { drawnExamples, numbers } from '../learning/made-up-examples.js';

const names = ['health_score', 'usage_trend_28d', 'contracts_running'];
export const set = featureSetOf(features.filter(({ name }) => names.includes(name)));
const columns = numbers(...set.features.map(({ column }) => column));
const places = set.features.map(({ definition }) => names.indexOf(definition.name));

export const idOf = valid(AccountId);
export const dayOf = valid(CalendarDate);

/** What is known of an account at the end of a day. */
export const rowOf = (
  id: string,
  day: string,
  known: { readonly health?: number; readonly trend?: number | null; readonly contracts?: number } = {},
): FeatureRow => {
  const accountId = idOf(id);
  const { health = 0.5, trend = 0, contracts = 1 } = known;
  const said: ReadonlyArray<FeatureValue> = [health, trend, contracts];
  const values = places.map((place) => said[place] ?? null);
  const key = { accountId, day: dayOf(day), values };
  return { ...key, digest: featureDigest(set, key), position: { commit: 1n, prepare: 1n } };
};

const recipes = [boostingRecipe('boosting', { rounds: 20, rate: 0.1 }), logisticRecipe];
const health = places.indexOf(0);
const ensembleOf = (seed: number, level: number) =>
  learned(
    trainEnsemble(
      drawnExamples(seed, 600, columns, (row, uniform) =>
        uniform() < sigmoid(level - 3 * (row[health] as number)) ? 1 : 0,
      ),
      recipes,
      seed,
    ),
  ).ensemble;

/** Who is less healthy leaves more often. `ids` are the past cases, of whom every second left. */
const churnModel = (seed: number, ids: ReadonlyArray<string> = []): ChurnModel => ({
  columns,
  horizons: [
    { days: 30, ensemble: ensembleOf(seed, -2) },
    { days: 90, ensemble: ensembleOf(seed + 1, -1.5) },
  ],
  threshold: null,
  leavers: 60,
  cases: {
    accountIds: ids,
    left: Uint8Array.from(ids, (_, i) => i % 2),
    contributions: Float64Array.from(ids.flatMap((_, i) => columns.map(() => i))),
  },
});

/** A log, artifacts, and who is there, some of them no customers any more, with all that is scored by them. */
export const scoredCompany = (present: ReadonlyArray<string> = [], left: ReadonlyArray<string> = []) => {
  const store = inMemoryEventStore();
  const artifacts = makeInMemoryModelArtifacts();
  const there = new Map<AccountId, PresentAccount>(
    [...present, ...left].map((id) => [idOf(id), { currency: null, hasLeft: left.includes(id) }]),
  );
  const unserved: Array<Unserved> = [];
  const said: Array<SaidPrediction> = [];
  const clock = { now: '2026-06-01T12:00:00.000Z' };
  const churn = predictorOf('churn', set, scoreHere);
  let asked = 0;
  const counting: Predictor = {
    ...churn,
    predict: (champion, rows, accounts) => {
      asked += rows.length;
      return churn.predict(champion, rows, accounts);
    },
  };
  const champions = makeChampions({
    ...store,
    artifacts,
    tryOut: (champion) => churn.predict(champion, [], []),
    onUnserved: (one) => unserved.push(one),
    now: () => Number.POSITIVE_INFINITY,
  });
  let events = 0;
  const say = async (streamName: string, event: DomainEvent): Promise<void> => {
    events += 1;
    const metadata = { correlationId: 'spec', causationId: null, actor: 'spec', source: null };
    await store.append(streamName, 'any', [{ id: `said-${events}`, event, metadata }])();
  };
  return {
    ...{ store, artifacts, there, unserved, said, clock, champions, say },
    rowsScored: () => asked,
    /** Trained on a day of March, and champion from then on. */
    promote: async (version: string, day: number, bytes: Uint8Array, before: string | null = null) => {
      const artifact = await artifacts.put(bytes);
      const stream = predictionModelStream('churn');
      await say(stream, fact('ModelTrained', training(version, day, { artifact })));
      await say(stream, promotedByRule(version, day, before));
    },
    predict: predictAccounts({
      ...store,
      ...{ set, champions, predictors: [counting] },
      said: async (ids) => said.filter(({ accountId }) => ids.includes(accountId)),
      present: async (ids) => new Map([...there].filter(([id]) => ids.includes(id))),
      clock: () => valid(Timestamp)(clock.now),
    }),
    predictionsOf: async (id: string) => {
      const read = await store.readStream(predictionStream(idOf(id)))();
      if (E.isLeft(read)) throw new TypeError(read.left._tag);
      return read.right.flatMap(({ event }) => (event.type === 'ChurnPredicted' ? [event.data] : []));
    },
  };
};

export const by = { correlationId: 'spec', causationId: null, actor: 'spec', source: null };
export const bytesOf = (seed: number, ids?: ReadonlyArray<string>): Uint8Array =>
  writeChurnModel(churnModel(seed, ids));
