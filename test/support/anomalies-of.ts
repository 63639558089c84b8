import type { RecordedEvent } from '../../application/ports/event-store.js';
import { AnomalyEvent } from '../../domain/anomaly/events.js';
import { type AnomalyState, evolve, initialAnomaly } from '../../domain/anomaly/state.js';
import { type AnomalyQueries, anomalyOf } from '../../projections/anomalies/answers.js';
import { freshAt } from './fresh.js';

/** Answers as the read model of anomalies would, once it has read this log. */
export const anomaliesOf = (log: () => ReadonlyArray<RecordedEvent>, position: () => string): AnomalyQueries => {
  const all = () => {
    const states = new Map<string, AnomalyState>();
    for (const { event } of log()) {
      if (!AnomalyEvent.is(event)) continue;
      const { anomalyId } = event.data;
      states.set(anomalyId, evolve(states.get(anomalyId) ?? initialAnomaly, event));
    }
    return [...states.values()].flatMap(anomalyOf);
  };
  const freshness = () => freshAt('anomalies', position());
  return {
    list: async ({ accountIds, statuses, metrics, from = '', to = '9999' }, { limit, after }) => ({
      items: all()
        .filter(
          ({ accountId, status, metric, day }) =>
            (accountIds?.includes(accountId) ?? true) &&
            (statuses?.includes(status) ?? true) &&
            (metrics?.includes(metric) ?? true) &&
            day >= from &&
            day < to,
        )
        .sort((a, b) => b.day.localeCompare(a.day) || a.anomalyId.localeCompare(b.anomalyId))
        .filter(
          ({ day, anomalyId }) =>
            after === undefined || day < after.day || (day === after.day && anomalyId > after.anomalyId),
        )
        .slice(0, limit),
      freshness: freshness(),
    }),
    find: async (id) => ({ anomaly: all().find(({ anomalyId }) => anomalyId === id), freshness: freshness() }),
  };
};
