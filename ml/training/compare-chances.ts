import * as E from 'fp-ts/lib/Either.js';
import { dayNumber } from '../../domain/health/daily-series.js';
import type { NonEmptyString } from '../../domain/primitives.js';
import type { Dataset } from '../datasets/dataset.js';
import { type Features, takeFeatures } from '../learning/examples.js';
import { withinBounds } from '../learning/logit.js';
import { comparePairedLosses } from '../learning/metrics/paired-losses.js';
import type { Judged } from './train-chance.js';
import type { Comparison, InUse } from './training.js';

/** Rows that something came of, for a comparison to tell anything. */
const LEAST_POSITIVES = 5;

const lossesOf = (probabilities: Float64Array, labels: Float64Array): Float64Array =>
  probabilities.map((probability, row) => {
    const p = withinBounds(probability);
    return labels[row] === 1 ? -Math.log(p) : -Math.log1p(-p);
  });

/** Chances that a model's file says of features; it says nothing where the file cannot be read, or other features are needed. */
export type ChancesBy = (bytes: Uint8Array) => (features: Features) => E.Either<unknown, Float64Array>;

const places = (judged: Judged, holds: (place: number) => boolean): Int32Array =>
  Int32Array.from(judged.places.keys()).filter((i) => holds(judged.places[i] as number));

/**
 * Compares judged chances by their log losses: with those of the champion, on rows of later days than it learned from, or with
 * the share of the past where there is none. A champion that cannot be applied any more is as none: no loss is told of it.
 */
export const compareChances =
  (dataset: Dataset, judged: Judged, chancesBy: ChancesBy) =>
  (champion: InUse | undefined): Comparison | null => {
    const since = champion === undefined ? Number.NEGATIVE_INFINITY : dayNumber(champion.until);
    const rows = places(judged, (place) => (dataset.days[place] as number) > since);
    const take = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] as number);
    const labels = take(judged.labels);
    if (labels.filter((label) => label === 1).length < LEAST_POSITIVES) return null;
    const others =
      champion === undefined
        ? E.right(new Float64Array(rows.length).fill(judged.baseline))
        : chancesBy(champion.bytes)(
            takeFeatures(
              dataset.features,
              rows.map((row) => judged.places[row] as number),
            ),
          );
    if (E.isLeft(others)) return null;
    const groups = rows.map((row) => judged.groups[row] as number);
    const compared = comparePairedLosses(
      lossesOf(take(judged.probabilities), labels),
      lossesOf(others.right, labels),
      groups,
    );
    return { metric: 'log loss' as NonEmptyString, ...compared } as Comparison;
  };
