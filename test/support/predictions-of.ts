import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { AccountDetail } from '../../projections/accounts/queries.js';
import { horizonsOf, laterPrediction, predictionIn } from '../../projections/predictions/kinds.js';
import type {
  ListedKind,
  PredictionKind,
  PredictionOfKind,
  PredictionQueries,
} from '../../projections/predictions/queries.js';
import { freshAt } from './fresh.js';

/** Answers as the read model of predictions would, once it has read this log. */
export const predictionsOf = (
  accounts: ReadonlyArray<AccountDetail>,
  log: () => ReadonlyArray<RecordedEvent>,
  position: () => string,
): PredictionQueries => {
  const said = <K extends PredictionKind>(kind: K): ReadonlyArray<PredictionOfKind[K]> =>
    log().flatMap(({ event }) => predictionIn(kind, event));
  const latest = <K extends PredictionKind>(accountId: string, kind: K): PredictionOfKind[K] | undefined =>
    said(kind)
      .filter((one) => one.accountId === accountId)
      .reduce<PredictionOfKind[K] | undefined>(laterPrediction, undefined);
  const horizons = (kind: ListedKind, data: PredictionOfKind[ListedKind]) =>
    kind === 'churn'
      ? horizonsOf({ type: 'ChurnPredicted', data: data as PredictionOfKind['churn'] })
      : horizonsOf({ type: 'ExpansionPredicted', data: data as PredictionOfKind['expansion'] });
  const freshness = () => freshAt('predictions', position());
  return {
    latest: async (accountId, kind) => ({ prediction: latest(accountId, kind), freshness: freshness() }),
    days: async (accountId, kind, { from, to }) =>
      said(kind)
        .filter(({ accountId: of, day }) => of === accountId && day >= from && day < to)
        .sort((a, b) => (a.day < b.day ? -1 : 1))
        .map((data) => ({ day: data.day, modelVersion: data.modelVersion, horizons: horizons(kind, data) })),
    list: async (kind, { accountIds, segment, band, owner, search }, { horizon, order, limit, after }) => {
      const items = accounts.flatMap((account) => {
        const prediction = latest(account.accountId, kind);
        const at = prediction && horizons(kind, prediction).find(({ days }) => days === horizon);
        if (prediction === undefined || at === undefined) return [];
        const { name, healthBand, healthScore, arr } = account;
        const expected = arr === null ? null : Number(arr) * at.probability;
        return [
          {
            ...{ name, segment: account.segment, owner: account.owner, band: healthBand, score: healthScore, arr },
            ...{ chance: at.probability, value: at.amount ?? expected, prediction },
            currency: 'currency' in prediction ? prediction.currency : account.currency,
          },
        ];
      });
      const narrowed = items.filter(
        (one) =>
          (accountIds?.includes(one.prediction.accountId) ?? true) &&
          (segment ?? one.segment) === one.segment &&
          (band ?? one.band) === one.band &&
          (owner ?? one.owner) === one.owner &&
          (one.name ?? '').toLowerCase().includes((search ?? '').toLowerCase()),
      );
      const sorted = narrowed.sort((a, b) => (b[order] ?? -1) - (a[order] ?? -1));
      const start =
        after === undefined ? 0 : 1 + sorted.findIndex((one) => one.prediction.accountId === after.accountId);
      return { items: sorted.slice(start, start + limit), freshness: freshness() };
    },
  };
};
