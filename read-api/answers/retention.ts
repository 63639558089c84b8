import * as t from 'io-ts';
import { nullable, oneOf } from '../../domain/primitives.js';
import type * as trends from '../../projections/trends/queries.js';
import { Freshness } from './freshness.js';
import { day, integer } from './texts.js';

export const CohortGrain: t.Type<trends.CohortGrain, string, unknown> = oneOf('month', 'quarter');
export type CohortGrain = trends.CohortGrain;

const retention = {
  accounts: integer,
  leftOut: integer,
  paying: integer,
  startValue: t.number,
  keptValue: t.number,
  value: t.number,
  logo: nullable(t.number),
  gross: nullable(t.number),
  net: nullable(t.number),
};

const CohortAge = t.strict({ age: integer, day, ...retention }, 'CohortAge');
const CustomerCohort = t.strict({ start: day, accounts: integer, ages: t.readonlyArray(CohortAge) }, 'CustomerCohort');
const AverageAge = t.strict({ age: integer, ...retention }, 'AverageAge');

const RetentionTriangle: t.Type<trends.RetentionTriangle> = t.strict(
  { part: nullable(t.string), cohorts: t.readonlyArray(CustomerCohort), averages: t.readonlyArray(AverageAge) },
  'RetentionTriangle',
);

export const Cohorts = t.strict(
  {
    grain: CohortGrain,
    from: day,
    to: day,
    asOf: day,
    knownAt: nullable(day),
    triangles: t.readonlyArray(RetentionTriangle),
    freshness: Freshness,
  },
  'Cohorts',
);
export type Cohorts = t.TypeOf<typeof Cohorts>;

const PartRetention: t.Type<trends.PartRetention> = t.strict(
  { part: nullable(t.string), ...retention, logoChurn: nullable(t.number) },
  'PartRetention',
);

export const RollingRetention = t.strict(
  { since: day, asOf: day, knownAt: nullable(day), parts: t.readonlyArray(PartRetention), freshness: Freshness },
  'RollingRetention',
);
export type RollingRetention = t.TypeOf<typeof RollingRetention>;
