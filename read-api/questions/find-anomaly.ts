import * as E from 'fp-ts/lib/Either.js';
import type { FoundAnomaly } from '../answers/anomalies.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';

export const findAnomaly =
  ({ anomalies }: Pick<ReadSide, 'anomalies'>) =>
  (anomalyId: string): Answer<FoundAnomaly> =>
  async () => {
    const { anomaly, freshness } = await anomalies.find(anomalyId);
    return anomaly === undefined ? E.left({ _tag: 'AnomalyNotFound', anomalyId }) : E.right({ anomaly, freshness });
  };
