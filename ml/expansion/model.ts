import { type Either, map } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import { alignFeatures } from '../learning/align-features.js';
import { type AmountIntervals, amountIntervals } from '../learning/amounts/amount-intervals.js';
import { type ExpectedAmounts, expectedAmounts } from '../learning/amounts/expected-amounts.js';
import { rising } from '../learning/calibration/rising.js';
import type { CannotRead, OtherColumns } from '../learning/cannot-learn.js';
import type { FeatureColumn, Features } from '../learning/examples.js';
import { boostedTreesCodec, columnsCodec } from '../learning/model-file/codecs.js';
import { readModelOf, writeModelFile } from '../learning/model-file/model-file.js';
import type { Ensemble } from '../learning/stacking/ensemble.js';
import { ensembleCodec } from '../learning/stacking/ensemble-file.js';
import { explainEnsemble } from '../learning/stacking/explain-ensemble.js';
import type { Explainer } from '../learning/stacking/explain-member.js';
import { risingChances } from '../learning/stacking/rising-chances.js';

/** The horizon that reasons are told of, and that decides whether a model is used. */
export const explainedDays = 90;

/** How often an amount is to lie in its interval. */
export const intervalLevel = 0.8;

export type ExpansionHorizonModel = {
  readonly days: number;
  /** Whether anything more is paid. */
  readonly chance: Ensemble;
  /** How much more a year, nothing included. */
  readonly amounts: ExpectedAmounts;
  readonly intervals: AmountIntervals;
  /** Of the past expansions, the share that came with seats. */
  readonly seatShare: number;
};

export type ExpansionModel = {
  readonly columns: ReadonlyArray<FeatureColumn>;
  /** One a horizon, the shortest first. */
  readonly horizons: ReadonlyArray<ExpansionHorizonModel>;
};

const expansionModelCodec: t.Type<ExpansionModel> = t.type({
  columns: columnsCodec,
  horizons: t.readonlyArray(
    t.type({
      days: t.number,
      chance: ensembleCodec,
      amounts: t.type({
        model: boostedTreesCodec,
        factor: t.number,
        factorVariance: t.number,
        dispersion: t.number,
      }),
      intervals: t.type({ low: boostedTreesCodec, high: boostedTreesCodec, margin: t.number }),
      seatShare: t.number,
    }),
  ),
});

const KIND = 'expansion';

/** The same model has the same bytes. */
export const writeExpansionModel = (model: ExpansionModel): Uint8Array => writeModelFile(KIND, model);

export const readExpansionModel: (bytes: Uint8Array) => Either<CannotRead, ExpansionModel> = readModelOf(
  KIND,
  expansionModelCodec,
);

/** The chance of an expansion within so many days, and what is gained a year, nothing included, with an 80 % interval. */
export type ExpansionOutlook = {
  readonly days: number;
  readonly probability: number;
  readonly amount: number;
  readonly low: number;
  readonly high: number;
  readonly seatShare: number;
};

const outlooksOf = (
  { horizons }: ExpansionModel,
  features: Features,
): ReadonlyArray<ReadonlyArray<ExpansionOutlook>> => {
  const chances = risingChances(
    horizons.map(({ days, chance }) => ({ days, ensemble: chance })),
    features,
  );
  const amounts = horizons.map(({ amounts: model }) => expectedAmounts(model, features));
  const intervals = horizons.map(({ intervals: model }) => amountIntervals(model, features));
  return chances.map((chance, row) => {
    const amount = rising(amounts.map((each) => each[row] as number));
    return horizons.map(({ days, seatShare }, h) => ({
      ...{ days, seatShare },
      probability: chance[h]?.probability as number,
      amount: amount[h] as number,
      low: Math.max(0, Math.min(amount[h] as number, intervals[h]?.low[row] as number)),
      high: Math.max(amount[h] as number, intervals[h]?.high[row] as number),
    }));
  });
};

/** For each row the outlook by horizon, the shortest first, neither chance nor amount falling. Refuses features without the model's columns. */
export const predictExpansion =
  (model: ExpansionModel) =>
  (features: Features): Either<OtherColumns, ReadonlyArray<ReadonlyArray<ExpansionOutlook>>> =>
    pipe(
      features,
      alignFeatures(model.columns),
      map((aligned) => outlooksOf(model, aligned)),
    );

/** By how much each column of the model moves the log-odds of an expansion within 90 days; the columns of rows must be the model's. */
export const explainExpansion = ({ horizons }: Pick<ExpansionModel, 'horizons'>): Explainer => {
  const explained = horizons.find(({ days }) => days === explainedDays) ?? horizons[0];
  if (explained === undefined) throw new TypeError('a model of no horizon explains nothing');
  return explainEnsemble(explained.chance);
};
