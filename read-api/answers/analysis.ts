import * as t from 'io-ts';
import { AnomalyKind } from '../../domain/anomaly/names.js';
import { nullable } from '../../domain/primitives.js';
import { Freshness } from './freshness.js';
import { day, integer } from './texts.js';
import { Grain } from './trends.js';

const about = { metric: t.string, grain: Grain, from: day, to: day, knownAt: nullable(day) };

/** `period` counts steps of the grain; `strength` is its share of what is neither trend nor another season; `probability` that a season as clear is chance. */
const Season = t.strict({ period: integer, strength: t.number, probability: t.number }, 'Season');

/** `trend`, each of `seasons` (in their order) and `remainder` add up to the value. */
const DecomposedPoint = t.strict(
  {
    start: day,
    value: nullable(t.number),
    trend: t.number,
    seasons: t.readonlyArray(t.number),
    remainder: nullable(t.number),
  },
  'DecomposedPoint',
);
export const Decomposition = t.strict(
  { ...about, seasons: t.readonlyArray(Season), points: t.readonlyArray(DecomposedPoint), freshness: Freshness },
  'Decomposition',
);
export type Decomposition = t.TypeOf<typeof Decomposition>;

const ForecastPoint = t.strict(
  { start: day, value: t.number, low80: t.number, high80: t.number, low95: t.number, high95: t.number },
  'ForecastPoint',
);
/** From the step after the last whole one on. `periods` are those of the seasons it counts on. */
export const SeriesForecast = t.strict(
  { ...about, periods: t.readonlyArray(integer), points: t.readonlyArray(ForecastPoint), freshness: Freshness },
  'SeriesForecast',
);
export type SeriesForecast = t.TypeOf<typeof SeriesForecast>;

const LeadingMetric = t.strict(
  {
    leader: t.string,
    follower: t.string,
    /** In steps of the grain. */
    lag: integer,
    /** Of what is new in the one with what is new in the other so much later, from -1 to 1. */
    coefficient: t.number,
    pValue: t.number,
    /** The share of false findings to expect among pairs as clear. */
    qValue: t.number,
    effectiveSize: t.number,
    /** The coefficient over each quarter of the time. */
    quarters: t.readonlyArray(t.number),
    isFinding: t.boolean,
  },
  'LeadingMetric',
);
export const Correlations = t.strict(
  {
    grain: Grain,
    from: day,
    to: day,
    knownAt: nullable(day),
    leads: t.readonlyArray(LeadingMetric),
    freshness: Freshness,
  },
  'Correlations',
);
export type Correlations = t.TypeOf<typeof Correlations>;

const SimulatedAlarm = t.strict(
  {
    kind: AnomalyKind,
    from: day,
    day,
    value: nullable(t.number),
    expected: t.number,
    low: t.number,
    high: t.number,
    score: t.number,
    severity: t.number,
  },
  'SimulatedAlarm',
);
export const SimulatedDetector = t.strict(
  {
    metric: t.string,
    from: day,
    to: day,
    knownAt: nullable(day),
    falseAlarmsPerYear: t.number,
    alarms: t.readonlyArray(SimulatedAlarm),
    freshness: Freshness,
  },
  'SimulatedDetector',
);
export type SimulatedDetector = t.TypeOf<typeof SimulatedDetector>;
