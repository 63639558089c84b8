import * as t from 'io-ts';
import { Count, FiniteNumber, Fraction, NonEmptyString, oneOf, Quantity, Score } from '../primitives.js';
import { HealthBand } from './events.js';

/** What can be read of an account as of a day; `measures.ts` says how. */
export const InputName = oneOf(
  'usage_trend',
  'usage_recency_days',
  'seat_utilisation',
  'features_used',
  'ticket_load',
  'csat',
  'engagement_recency_days',
  'stakeholders_left',
  'arr_change',
);
export type InputName = t.TypeOf<typeof InputName>;
export type Inputs = Readonly<Record<InputName, number | null>>;

const where = <A, O>(codec: t.Type<A, O, unknown>, name: string, expected: string, holds: (a: A) => boolean) =>
  new t.Type<A, O, unknown>(
    name,
    (u): u is A => codec.is(u) && holds(u),
    (u, context) => {
      const decoded = codec.validate(u, context);
      return decoded._tag === 'Right' && !holds(decoded.right) ? t.failure(u, context, expected) : decoded;
    },
    codec.encode,
  );

const ascending = (numbers: ReadonlyArray<number>): boolean =>
  numbers.every((n, i) => i === 0 || n > (numbers[i - 1] ?? Number.NEGATIVE_INFINITY));

/** From inputs to scores: straight lines between the points, level before the first and after the last. */
export const Curve = where(
  t.readonlyArray(t.tuple([FiniteNumber, Score])),
  'Curve',
  'must be points of ascending input, at least one',
  (points) => points.length > 0 && ascending(points.map(([x]) => x)),
);
export type Curve = t.TypeOf<typeof Curve>;

const Measure = t.strict({ name: NonEmptyString, input: InputName, weight: Quantity, curve: Curve }, 'Measure');
const Group = t.strict({ name: NonEmptyString, weight: Quantity, measures: t.readonlyArray(Measure) }, 'Group');
/** A score holds at most `atMost` while the input is below or above the limit. An input that is missing caps nothing. */
const Cap = t.strict(
  { name: NonEmptyString, input: InputName, is: oneOf('below', 'above'), limit: FiniteNumber, atMost: Score },
  'Cap',
);
export type Cap = t.TypeOf<typeof Cap>;

/** The best band first; a band begins at `from` and the last one at 0. */
const Bands = where(
  t.readonlyArray(t.strict({ band: HealthBand, from: Score })),
  'Bands',
  'must begin at ever lower scores, the last one at 0',
  (bands) => bands.at(-1)?.from === 0 && ascending(bands.map(({ from }) => -from)),
);

/**
 * How health is scored. A measure's weight is its share of its group's share. `share-out` gives the weight of measures
 * that are missing to those that are there, in proportion; with less than `minimumPresent` of the weight there, there
 * is no score.
 */
export const HealthPolicy = t.strict(
  {
    version: Count,
    groups: where(
      t.readonlyArray(Group),
      'Groups',
      'must weigh more than nothing, and each of them too',
      (groups) =>
        groups.some(({ weight }) => weight > 0) &&
        groups.every(({ measures }) => measures.some(({ weight }) => weight > 0)),
    ),
    bands: Bands,
    missing: t.strict({ rule: oneOf('share-out'), minimumPresent: Fraction }),
    caps: t.readonlyArray(Cap),
  },
  'HealthPolicy',
);
export type HealthPolicy = t.TypeOf<typeof HealthPolicy>;
