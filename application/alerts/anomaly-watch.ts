import type { Seen } from '../../domain/alert/events.js';
import type { WatchOf } from '../../domain/alert-rule/events.js';
import type { Detected } from '../../domain/anomaly/state.js';

const isNamed = (names: ReadonlyArray<string>, name: string): boolean => names.length === 0 || names.includes(name);

/** Whether an anomaly is one that a rule waits for, whosever it is. */
export const isWatched = (
  { metrics, kinds, minimumSeverity }: WatchOf<'anomaly'>,
  { metric, kind, severity }: Pick<Detected, 'metric' | 'kind' | 'severity'>,
): boolean => isNamed(metrics, metric) && isNamed(kinds, kind) && severity >= minimumSeverity;

/** What an alert says of an anomaly. */
export const seenAnomaly = (found: Omit<Detected, 'occurredAt'>): Seen => {
  const { anomalyId, metric, kind, day, value, expected, severity } = found;
  const seen = { what: 'anomaly', anomalyId, metric, kind, day, value, expected, severity } as const;
  return { ...seen, kind: kind as string as typeof metric };
};
