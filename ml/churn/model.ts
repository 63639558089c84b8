import { type Either, map } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { alignFeatures } from '../learning/align-features.js';
import type { CannotRead, OtherColumns } from '../learning/cannot-learn.js';
import type { FeatureColumn, Features } from '../learning/examples.js';
import { columnsCodec, float64s, uint8s } from '../learning/model-file/codecs.js';
import { readModelOf, writeModelFile } from '../learning/model-file/model-file.js';
import type { Ensemble } from '../learning/stacking/ensemble.js';
import { ensembleCodec } from '../learning/stacking/ensemble-file.js';
import { explainEnsemble } from '../learning/stacking/explain-ensemble.js';
import type { Explainer } from '../learning/stacking/explain-member.js';
import { type HorizonChance, risingChances } from '../learning/stacking/rising-chances.js';

/** The horizon that reasons are told of, and likeness of accounts. */
export const explainedDays = 90;

/** Accounts of the past of which it is known whether they left within `explainedDays`, by what moved their log-odds then. */
export type PastCases = {
  readonly accountIds: ReadonlyArray<string>;
  /** 1 where it left. */
  readonly left: Uint8Array;
  /** Row-major, a row a case, in the columns of the model. */
  readonly contributions: Float64Array;
};

/** Who is called at risk within `explainedDays`, chosen on rows that were not learned from. */
export type RiskThreshold = { readonly probability: number; readonly precision: number; readonly recall: number };

export type ChurnModel = {
  readonly columns: ReadonlyArray<FeatureColumn>;
  /** One a horizon, the shortest first. */
  readonly horizons: ReadonlyArray<{ readonly days: number; readonly ensemble: Ensemble }>;
  readonly threshold: RiskThreshold | null;
  /** Customers that left among those it learned from: of few, little is to be told. */
  readonly leavers: number;
  readonly cases: PastCases;
};

const churnModelCodec: t.Type<ChurnModel> = t.type({
  columns: columnsCodec,
  horizons: t.readonlyArray(t.type({ days: t.number, ensemble: ensembleCodec })),
  threshold: t.union([t.type({ probability: t.number, precision: t.number, recall: t.number }), t.null]),
  leavers: t.number,
  cases: t.type({ accountIds: t.readonlyArray(t.string), left: uint8s, contributions: float64s }),
});

const KIND = 'churn';

/** The same model has the same bytes. */
export const writeChurnModel = (model: ChurnModel): Uint8Array => writeModelFile(KIND, model);

export const readChurnModel: (bytes: Uint8Array) => Either<CannotRead, ChurnModel> = readModelOf(KIND, churnModelCodec);

/** For each row the chances by horizon, the shortest first, none falling. Refuses features without the model's columns. */
export const predictChurn =
  (model: ChurnModel) =>
  (features: Features): Either<OtherColumns, ReadonlyArray<ReadonlyArray<HorizonChance>>> =>
    pipe(
      features,
      alignFeatures(model.columns),
      map((aligned) => risingChances(model.horizons, aligned)),
    );

/** By how much each column of the model moves the log-odds of leaving within `explainedDays`; made once for many rows, whose columns must be the model's. */
export const explainChurn = ({ horizons }: Pick<ChurnModel, 'horizons'>): Explainer => {
  const explained = horizons.find(({ days }) => days === explainedDays) ?? horizons[0];
  if (explained === undefined) throw new TypeError('a model of no horizon explains nothing');
  return explainEnsemble(explained.ensemble);
};
