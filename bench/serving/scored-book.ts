import { createHash } from 'node:crypto';
import type { FeatureRow } from '../../application/ports/feature-store.js';
import type { AccountId } from '../../domain/ids.js';
import type { ModelName, ModelVersion } from '../../domain/prediction-model/names.js';
import { timestampOf } from '../../domain/primitives.js';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import type { FeatureSet } from '../../ml/features/feature-set.js';
import type { Champion } from '../../ml/scoring/champions.js';
import { predictAccounts } from '../../ml/scoring/predict-accounts.js';
import { predictorOf } from '../../ml/scoring/predictor.js';
import type { Score } from '../../ml/scoring/scoring-threads.js';

/** So many accounts, each as one of the given ones stood on some day. */
export const manyRows = (rows: ReadonlyArray<FeatureRow>, count: number): ReadonlyArray<FeatureRow> =>
  Array.from({ length: count }, (_, i) => {
    const row = rows[i % rows.length] as FeatureRow;
    return { ...row, accountId: `account-${i}` as AccountId, digest: `${row.digest}-${i}` };
  });

const championOf = (model: ModelName, bytes: Uint8Array): Champion => {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { model, version: 'bench' as ModelVersion, digest, bytes: shared };
};

/** Scoring into a log in memory, of accounts that are all there and of whom nothing was said. */
export const makeScoredBook = (
  set: FeatureSet,
  score: Score,
  models: { readonly churn: Uint8Array; readonly expansion: Uint8Array },
) => {
  const champions = new Map<ModelName, Champion>([
    ['churn', championOf('churn', models.churn)],
    ['expansion', championOf('expansion', models.expansion)],
  ]);
  return predictAccounts({
    ...inMemoryEventStore(),
    set,
    champions: { of: async (model) => champions.get(model) },
    predictors: [predictorOf('churn', set, score), predictorOf('expansion', set, score)],
    said: async () => [],
    present: async (ids) => new Map(ids.map((id) => [id, { currency: null, hasLeft: false }])),
    clock: () => timestampOf(Date.now()),
  });
};
