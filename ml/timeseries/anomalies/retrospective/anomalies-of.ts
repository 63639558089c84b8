import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { AnomalyKind } from '../../../../domain/anomaly/names.js';
import { robustDeviation } from '../../../statistics/quantile.js';
import { levelAt, remaindersOf } from '../../change-points/level-changes.js';
import { affineScaleOf, scaledBy } from '../../decomposition/affine-scale.js';
import type { Decomposition } from '../../decomposition/decomposition.js';
import { mstl } from '../../decomposition/mstl.js';
import type { DecompositionRefusal } from '../../decomposition/refusal.js';
import { type Anomaly, anomalyOf, type Band } from '../anomaly.js';
import { KINDS } from '../kinds.js';
import { measureOf } from '../measure.js';
import { type AnomalyOptions, alarmLevelOf, checkOptions, type OptionRefusal } from '../options.js';
import { remainderTailsFor } from '../remainder-tail.js';
import { sizesOf } from '../sizes.js';
import { changedScatter } from './changed-scatter.js';
import { missingRuns } from './missing-runs.js';
import { significantRegimes } from './significant-regimes.js';
import type { Stretch } from './stretch.js';
import { unusualPlaces } from './unusual-places.js';
import { unusualRuns } from './unusual-runs.js';

export type AnomalyRefusal = OptionRefusal | DecompositionRefusal;

/** From so many neighbours on, values that are unusual each are one event that lasts. */
const RUN = 3;
/** Rather that than the chance of a few values in the tail. */
const lightTail = remainderTailsFor({ freedom: 10, worth: 200, doubted: 0.05, forgiven: 0.02 });
/** On their own scale counts have light tails, and incidents and holidays are many. */
const countedTail = remainderTailsFor({ freedom: 10, worth: 400, doubted: 0.2, forgiven: 0.15 });

/** A metric that seldom moves has no season that could be told from chance. */
const isMostlyOneValue = (series: Float64Array): boolean => robustDeviation(series) === 0;

const seasonOf = ({ seasonal }: Decomposition, at: number): number =>
  seasonal.reduce((sum, { values }) => sum + (values[at] as number), 0);

const found = (series: Float64Array, parts: Decomposition, options: AnomalyOptions): ReadonlyArray<Anomaly> => {
  const { back, onto } = measureOf(options.counts);
  const level = alarmLevelOf(options) / KINDS;
  const places = Array.from(series.keys()).filter((at) => !Number.isNaN(series[at]));
  const levels = Float64Array.from(places, (at) => onto(series[at] as number) - seasonOf(parts, at));
  const scale = affineScaleOf(levels);
  const scaled = scaledBy(scale, levels);
  const { regimes, changes } = significantRegimes(scaled, level);
  const remainders = remaindersOf(scaled, regimes);
  const tail = (options.counts && !isMostlyOneValue(series) ? countedTail : lightTail)(sizesOf(remainders));
  const half = scale.unit * tail.sizeAt(level);

  const bandAt = (at: number): Band => {
    const near = Math.max(
      0,
      places.findLastIndex((place) => place <= at),
    );
    const regime = regimes.findLast(({ from }) => from <= near);
    const middle = regime === undefined ? 0 : scale.centre + scale.unit * levelAt(regime, near);
    const expected = middle + seasonOf(parts, at);
    return { expected: back(expected), low: back(expected - half), high: back(expected + half) };
  };
  const anomaly = (
    kind: AnomalyKind,
    from: number,
    to: number,
    pValue: number,
    band: Band,
    scatter?: number,
  ): Anomaly =>
    anomalyOf(
      { kind, from, to, value: series[to] as number, pValue: Math.min(1, KINDS * pValue), ...band },
      options,
      scatter,
    );
  const during = (kind: (stretch: Stretch) => AnomalyKind) => (stretch: Stretch) => {
    const to = places[stretch.to] as number;
    return anomaly(kind(stretch), places[stretch.from] as number, to, stretch.pValue, bandAt(to), stretch.scatter);
  };

  const unusual = unusualPlaces(remainders, tail, level);
  return [
    ...unusual.map(during(({ from, to }) => (to - from + 1 >= RUN ? 'collective' : 'point'))),
    ...unusualRuns(remainders, tail, level, unusual).map(during(() => 'collective')),
    ...changedScatter(remainders, level).map(during(() => 'variance-change')),
    ...changes.map(({ kind, at, pValue }, i) => {
      const place = places[at] as number;
      const until = places[(changes[i + 1]?.at ?? places.length) - 1] as number;
      const before = regimes[i];
      const expected =
        scale.centre + scale.unit * (before === undefined ? 0 : levelAt(before, at)) + seasonOf(parts, place);
      const band = { expected: back(expected), low: back(expected - half), high: back(expected + half) };
      return { ...anomaly(kind, place, place, pValue, band), to: until };
    }),
    ...missingRuns(series, level).map(({ from, to, pValue }) => anomaly('missing-data', from, to, pValue, bandAt(to))),
  ].sort((a, b) => a.from - b.from);
};

/**
 * What is unusual in a history, seen from its end: seasons are taken out by MSTL, what is left is cut into regimes, and
 * values, runs, changes of level, slope and scatter, and gaps are each held against what the rest of the history says is
 * usual. All kinds together find in a series in which nothing happens at most `falseAlarmsPerYear`. In order of their start.
 */
export const anomaliesOf = (
  series: Float64Array,
  options: AnomalyOptions,
): E.Either<AnomalyRefusal, ReadonlyArray<Anomaly>> =>
  pipe(
    checkOptions(options),
    E.chainW(({ counts, periods }) =>
      mstl(series.map(measureOf(counts).onto), isMostlyOneValue(series) ? [] : periods),
    ),
    E.map((parts) => found(series, parts, options)),
  );
