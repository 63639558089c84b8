import type { CalendarDate } from '../../domain/primitives.js';
import type { Dataset } from '../datasets/dataset.js';
import { excessCalibrationError } from '../learning/metrics/excess-calibration-error.js';
import { type ChancesBy, compareChances } from './compare-chances.js';
import { calibrationPoints, type Metric, metricsOf } from './judge.js';
import { knownPlaces } from './split-examples.js';
import type { Judged } from './train-chance.js';
import type { Training } from './training.js';

const spanOf = ({ keys }: Dataset, places: Int32Array): Training['span'] => {
  const days = Array.from(places, (place) => keys[place]?.day as CalendarDate).sort();
  return { from: days[0] as CalendarDate, to: days.at(-1) as CalendarDate };
};

/**
 * A training with how it was judged.
 * @param explained of the horizon that decides; `labels` are those of all rows at it, `metrics` further figures
 */
export const judgedTraining = (
  dataset: Dataset,
  bytes: Uint8Array,
  {
    judged,
    explained,
    labels,
    members,
    chancesBy,
    metrics = [],
  }: {
    readonly judged: ReadonlyArray<Judged>;
    readonly explained: Judged;
    readonly labels: Float64Array;
    readonly members: Training['members'];
    readonly chancesBy: ChancesBy;
    readonly metrics?: ReadonlyArray<Metric>;
  },
): Training => {
  const places = knownPlaces(labels);
  return {
    ...{ bytes, members },
    compareWith: compareChances(dataset, explained, chancesBy),
    settings: {
      'judged in time': Number(explained.inTime),
      accounts: new Set(dataset.groups).size,
      horizons: judged.length,
    },
    span: spanOf(dataset, places),
    examples: places.length,
    positives: places.filter((row) => (labels[row] as number) > 0).length,
    evaluation: {
      span: spanOf(dataset, explained.places),
      examples: explained.places.length,
      metrics: [...judged.flatMap(metricsOf), ...metrics],
      calibration: judged.flatMap(calibrationPoints),
      calibrationError: excessCalibrationError(explained.probabilities, explained.labels, 1),
    },
  };
};
