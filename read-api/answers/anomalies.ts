import * as t from 'io-ts';
import { AnomalyKind, AnomalyStatus } from '../../domain/anomaly/names.js';
import { nullable } from '../../domain/primitives.js';
import { Fact } from './fact.js';
import { Freshness } from './freshness.js';
import { day, instant, integer, position } from './texts.js';

/** `from` and `day` are the first and the last day that are part of it; `value` is null where nothing was said. */
const Anomaly = t.strict(
  {
    anomalyId: t.string,
    accountId: t.string,
    metric: t.string,
    kind: AnomalyKind,
    from: day,
    day,
    value: nullable(t.number),
    expected: t.number,
    low: t.number,
    high: t.number,
    /** Minus the decimal logarithm of how probable something as unusual is though nothing happens. */
    score: t.number,
    /** How far the value is from the expected one, as a share of that. */
    severity: t.number,
    falseAlarmsPerYear: t.number,
    detectedAt: instant,
    status: AnomalyStatus,
    statusSince: instant,
    explanation: nullable(t.string),
  },
  'Anomaly',
);

export const AnomalyPage = t.strict(
  { items: t.readonlyArray(Anomaly), nextCursor: nullable(t.string), freshness: Freshness },
  'AnomalyPage',
);
export type AnomalyPage = t.TypeOf<typeof AnomalyPage>;

/** `facts` are the latest of what else happened to the account about then, as probable causes. */
export const FoundAnomaly = t.strict(
  { anomaly: Anomaly, facts: t.readonlyArray(Fact), factCount: integer, freshness: Freshness },
  'FoundAnomaly',
);
export type FoundAnomaly = t.TypeOf<typeof FoundAnomaly>;

/** Ask for the anomaly at `position` to read what was changed. */
export const ChangedAnomaly = t.strict({ anomalyId: t.string, position: nullable(position) }, 'ChangedAnomaly');
export type ChangedAnomaly = t.TypeOf<typeof ChangedAnomaly>;
