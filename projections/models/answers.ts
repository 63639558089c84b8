import type { Evaluation } from '../../domain/prediction-model/events.js';
import type { ModelName, ModelStatus, ModelVersion, Unmet } from '../../domain/prediction-model/names.js';
import {
  championOf,
  type ModelState,
  type Reign,
  reignsOf,
  statusOf,
  type Trained,
  versionIn,
} from '../../domain/prediction-model/state.js';
import type { Timestamp } from '../../domain/primitives.js';
import type { Freshness } from '../freshness.js';

/** One training and what came of it. `refused`: what of the rule it did not keep, when it was last considered. */
export type ModelVersionShown = Omit<Trained, 'model' | 'occurredAt'> & {
  readonly trainedAt: string;
  readonly status: ModelStatus;
  readonly evaluation: (Evaluation & { readonly evaluatedAt: string }) | null;
  readonly challengerSince: string | null;
  readonly refused: { readonly at: string; readonly reasons: ReadonlyArray<Unmet> } | null;
  readonly retiredAt: string | null;
};

/** A time as champion; `until` is `null` while it lasts. */
export type ReignShown = Reign & { readonly until: string | null };

export type ModelShown = {
  readonly model: ModelName;
  /** Whose predictions are shown: now, or at the instant that was asked for. */
  readonly champion: ReignShown | null;
  /** The latest training first. */
  readonly versions: ReadonlyArray<ModelVersionShown>;
  /** In the order they began. */
  readonly reigns: ReadonlyArray<ReignShown>;
};

export type ModelQueries = {
  readonly list: () => Promise<{ readonly items: ReadonlyArray<ModelShown>; readonly freshness: Freshness }>;
  /** `undefined` where it was never trained. */
  readonly find: (
    model: ModelName,
    at?: Timestamp,
  ) => Promise<{ readonly model: ModelShown | undefined; readonly freshness: Freshness }>;
};

const versionShown = (state: ModelState, version: ModelVersion): ReadonlyArray<ModelVersionShown> => {
  const { trained, evaluated, challengerSince, refused, retiredAt } = versionIn(state, version);
  if (trained === undefined) return [];
  const { model: _, occurredAt, ...said } = trained.value;
  return [
    {
      ...said,
      trainedAt: occurredAt,
      status: statusOf(state, version),
      evaluation: evaluated === undefined ? null : { ...evaluated.value, evaluatedAt: evaluated.at },
      challengerSince: challengerSince ?? null,
      refused: refused === undefined ? null : { at: refused.at, reasons: refused.value.reasons },
      retiredAt: retiredAt ?? null,
    },
  ];
};

/** As read models and the API show it. */
export const modelShown = (model: ModelName, state: ModelState, at?: Timestamp): ModelShown => {
  const reigns = reignsOf(state).map((reign, i, all) => ({ ...reign, until: all[i + 1]?.since ?? null }));
  const champion = championOf(state, at);
  return {
    model,
    champion: reigns.find(({ since, version }) => since === champion?.since && version === champion.version) ?? null,
    versions: Object.keys(state.versions)
      .flatMap((version) => versionShown(state, version as ModelVersion))
      .sort((a, b) => (a.trainedAt > b.trainedAt ? -1 : 1)),
    reigns,
  };
};
