import type { ReadSide } from '../deps.js';

/** An anomaly, and the accounts whose followers are told of it: those of the merged group it was found in. */
export const anomalyGroupOf =
  ({ accounts, anomalies }: Pick<ReadSide, 'accounts' | 'anomalies'>) =>
  async (anomalyId: string) => {
    const { anomaly } = await anomalies.find(anomalyId);
    if (anomaly === undefined) return { root: anomalyId, members: [], known: false };
    const { root, members } = await accounts.groupOf(anomaly.accountId);
    return { root: anomalyId, members: [root, ...members], known: true };
  };
