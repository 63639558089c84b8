import * as t from 'io-ts';
import { nullable, oneOf } from '../../domain/primitives.js';
import { Freshness } from './freshness.js';
import { anything, day, instant, integer, position } from './texts.js';

/** How the values spread over the accounts on a day; quantiles at 0, 5, 25, 50, 75, 95 and 100 %. */
const Spread = t.strict(
  {
    day,
    count: integer,
    missing: integer,
    missingShare: t.number,
    mean: nullable(t.number),
    sd: nullable(t.number),
    quantiles: nullable(t.readonlyArray(t.number)),
    categories: nullable(t.readonlyArray(t.strict({ category: t.string, count: integer }))),
  },
  'FeatureSpread',
);

const Feature = t.strict(
  {
    column: t.string,
    name: t.string,
    version: integer,
    entity: t.string,
    kind: oneOf('number', 'category'),
    window: nullable(integer),
    nullRule: oneOf('never', 'before-first', 'no-basis'),
    description: t.string,
    hash: t.string,
    spread: nullable(Spread),
  },
  'Feature',
);

const Parity = t.strict(
  {
    at: instant,
    checked: integer,
    differing: t.readonlyArray(t.strict({ accountId: t.string, columns: t.readonlyArray(t.string) })),
  },
  'FeatureParity',
);

/** The features that are declared, how they spread, and what the last comparison of what is served with the facts found. */
export const FeatureList = t.strict(
  { set: t.string, items: t.readonlyArray(Feature), parity: nullable(Parity), freshness: Freshness },
  'FeatureList',
);
export type FeatureList = t.TypeOf<typeof FeatureList>;

const Value = t.strict(
  { column: t.string, name: t.string, version: integer, value: anything, description: t.string },
  'FeatureOfAccount',
);

/** `value` is a number, the text of a category, or null where it is missing. */
export const AccountFeatures = t.strict(
  {
    accountId: t.string,
    day,
    knownAt: nullable(day),
    set: t.string,
    digest: t.string,
    position,
    values: t.readonlyArray(Value),
    freshness: Freshness,
  },
  'AccountFeatures',
);
export type AccountFeatures = t.TypeOf<typeof AccountFeatures>;
