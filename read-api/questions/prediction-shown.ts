import { reasonInWords } from '../../application/predictions/reason-in-words.js';
import type { PredictionDay, PredictionKind, PredictionOfKind } from '../../projections/predictions/queries.js';
import type { ChurnPrediction, ExpansionPrediction, TrajectoryPrediction } from '../answers/predictions.js';

const saidOf = ({ day, occurredAt, model, modelVersion, featureDigest }: PredictionOfKind[PredictionKind]) => ({
  ...{ day, predictedAt: occurredAt, model, modelVersion, featureDigest },
});

export const churnShown = (prediction: PredictionOfKind['churn']) => ({
  ...saidOf(prediction),
  horizons: prediction.horizons,
  reasons: prediction.reasons.map((reason) => ({ ...reason, sentence: reasonInWords('churn', reason) })),
});

export const expansionShown = (prediction: PredictionOfKind['expansion']) => ({
  ...saidOf(prediction),
  horizons: prediction.horizons,
  currency: prediction.currency,
  reasons: prediction.reasons.map((reason) => ({ ...reason, sentence: reasonInWords('expansion', reason) })),
});

type History = ReadonlyArray<PredictionDay>;

export const churnInFull = (
  prediction: PredictionOfKind['churn'],
  names: ReadonlyMap<string, string | null>,
  history: History,
): ChurnPrediction => ({
  ...churnShown(prediction),
  similar: prediction.similar.map((one) => ({ ...one, name: names.get(one.accountId) ?? null })),
  history,
});

export const expansionInFull = (prediction: PredictionOfKind['expansion'], history: History): ExpansionPrediction => ({
  ...expansionShown(prediction),
  history,
});

export const trajectoryInFull = (prediction: PredictionOfKind['health-trajectory']): TrajectoryPrediction => {
  const { path, crossings, window, action } = prediction;
  return { ...saidOf(prediction), path, crossings, window, action };
};
