import type { ModelName, ModelVersion, Unmet } from './names.js';

export type PredictionModelRefusal =
  | {
      readonly _tag: 'ModelVersionUnknown' | 'ModelIsRetired' | 'ModelIsChampion' | 'ModelNeverChampion';
      readonly model: ModelName;
      readonly version: ModelVersion;
    }
  /** A version is one training: another artifact is another version. */
  | { readonly _tag: 'ModelVersionTaken'; readonly model: ModelName; readonly version: ModelVersion }
  | { readonly _tag: 'NoEarlierChampion'; readonly model: ModelName }
  | {
      readonly _tag: 'PromotionRuleNotKept';
      readonly model: ModelName;
      readonly version: ModelVersion;
      readonly unmet: ReadonlyArray<Unmet>;
    };
