import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { FeatureInputs } from '../../../application/ports/feature-inputs.js';
import { ModelVersion } from '../../../domain/prediction-model/names.js';
import { addDays } from '../../../domain/primitives.js';
import { seriesFrom } from '../../../ml/features/daily-entries.js';
import { trainTrajectory, writeTrajectoryModel } from '../../../ml/health-trajectory/model.js';
import type { Champion } from '../../../ml/scoring/champions.js';
import { trajectoryPredictor } from '../../../ml/scoring/trajectory-predictor.js';
import { valid } from '../../support/valid.js';
import { madeUpTrajectories } from '../health-trajectory/made-up-trajectories.js';
import { learned } from '../learned.js';
import { numbers } from '../learning/made-up-examples.js';
import { bytesOf, dayOf, idOf, rowOf, set } from './scored-company.js';

const today = '2026-06-01';
const first = addDays(dayOf(today), -200);

const used = seriesFrom(
  Array.from({ length: 201 }, (_, i) => ({ name: 'events', day: addDays(first, i), value: 10 + (i % 5) })),
  dayOf(today),
);

const inputs: FeatureInputs = {
  groupsOf: async (ids) => new Map(ids.map((id) => [id, [id]])),
  facts: async () => new Map(),
  series: async (ids) => new Map(ids.filter((id) => id === idOf('acme')).map((id) => [id, used])),
  benchmarks: async () => [],
  position: async () => undefined,
};

const championOf = (model: Champion['model'], bytes: Uint8Array): Champion => ({
  ...{ model, version: valid(ModelVersion)('v1'), digest: `digest of ${model}`, bytes },
});

const examples = madeUpTrajectories(5, 60, 90);
const columns = numbers('health_score@1');
const model = learned(trainTrajectory({ ...examples, features: { ...examples.features, columns } }, 1));
const responses = [{ from: 0, to: 36_500, score: { value: 3, low: 1, high: 5, pValue: 0.01, cases: 90, groups: 60 } }];
const champion = championOf('health-trajectory', writeTrajectoryModel({ ...model, responses }));

const predictor = (churn?: Champion) => trajectoryPredictor({ set, inputs, churnChampion: async () => churn });
/** Of whom it is told that its health will fall, and that hardly anybody like it leaves. */
const rows = [rowOf('nobody', today), rowOf('acme', today, { health: 40 })];

const answerOf = async (churn?: Champion) => {
  const told = learned(await predictor(churn).predict(champion, rows, []));
  expect(told[0]).toBeUndefined();
  if (told[1]?.type !== 'RecordHealthTrajectory') throw new Error('nothing was foretold');
  return told[1].data;
};

describe('the predictor of trajectories', () => {
  it('answers of accounts that have a score where that goes, and nothing of others', async () => {
    const { path, crossings, action } = await answerOf();
    expect(path.length).toBeGreaterThanOrEqual(4);
    expect(path[0]?.day).toBe(addDays(dayOf(today), 7));
    expect(crossings).toHaveLength(3);
    expect(action).toBeNull();
  });

  it('fears that the score falls, but where a champion of churn tells how likely the customer leaves, that', async () => {
    const [without, withChurn] = [await answerOf(), await answerOf(championOf('churn', bytesOf(1)))];
    expect(withChurn.path).toEqual(without.path);
    expect(without.window?.from).toBe(today);
    expect(withChurn.window).toBeNull();
  });

  it('goes on without churn where that champion cannot be read, and is refused where its own cannot', async () => {
    const broken = new Uint8Array(20);
    expect(await answerOf(championOf('churn', broken))).toEqual(await answerOf());
    const told = await predictor().predict(championOf('health-trajectory', broken), [], []);
    expect(told).toMatchObject(E.left({ _tag: 'NotAModel' }));
    expect(await predictor().predict(champion, [], [])).toEqual(E.right([]));
  });
});
