import * as t from 'io-ts';
import { ScoredMeasure } from '../../domain/health/events.js';
import { nullable, oneOf } from '../../domain/primitives.js';
import { factFields } from './fact.js';
import { Freshness } from './freshness.js';
import { day, integer } from './texts.js';

/** A fact that can have moved a measure: it happened, or it became older than `days` days and counts otherwise since. */
const MovingFact = t.strict(
  {
    ...factFields,
    because: oneOf('happened', 'aged'),
    days: nullable(integer),
  },
  'MovingFact',
);

const ExplainedMeasure = t.strict(
  {
    name: t.string,
    group: t.string,
    from: nullable(ScoredMeasure),
    to: nullable(ScoredMeasure),
    /** Of the score. */
    points: t.number,
    /** The latest of them. */
    facts: t.readonlyArray(MovingFact),
    factCount: integer,
  },
  'ExplainedMeasure',
);

const ExplainedDay = t.strict(
  {
    day,
    score: nullable(t.number),
    band: nullable(t.string),
    caps: t.readonlyArray(t.string),
    policyVersion: integer,
  },
  'ExplainedDay',
);

/** `change` is the sum of the points of all measures, `capPoints` and `rounding`; null while either day has no score. */
export const HealthExplanation = t.strict(
  {
    accountId: t.string,
    from: nullable(ExplainedDay),
    to: nullable(ExplainedDay),
    change: nullable(t.number),
    measures: t.readonlyArray(ExplainedMeasure),
    capPoints: t.number,
    rounding: t.number,
    freshness: Freshness,
  },
  'HealthExplanation',
);
export type HealthExplanation = t.TypeOf<typeof HealthExplanation>;
