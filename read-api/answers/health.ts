import * as t from 'io-ts';
import { ScoredMeasure } from '../../domain/health/events.js';
import { nullable } from '../../domain/primitives.js';
import type * as health from '../../projections/health/queries.js';
import { Freshness } from './freshness.js';
import { day, instant, integer } from './texts.js';

export const Health: t.Type<health.Health> = t.strict(
  {
    accountId: t.string,
    day,
    score: nullable(t.number),
    band: nullable(t.string),
    measures: t.readonlyArray(ScoredMeasure),
    caps: t.readonlyArray(t.string),
    policyVersion: integer,
    scoredAt: instant,
  },
  'Health',
);

const now = { accountId: t.string, current: nullable(Health), freshness: Freshness };

export const AccountHealth = t.strict(now, 'AccountHealth');
export type AccountHealth = t.TypeOf<typeof AccountHealth>;

export const HealthHistory = t.strict({ ...now, from: day, to: day, points: t.readonlyArray(Health) }, 'HealthHistory');
export type HealthHistory = t.TypeOf<typeof HealthHistory>;

const BandCount = t.strict({ band: t.string, accounts: integer }, 'BandCount');
export const HealthBands = t.strict({ bands: t.readonlyArray(BandCount), freshness: Freshness }, 'HealthBands');
export type HealthBands = t.TypeOf<typeof HealthBands>;
