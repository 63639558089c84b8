import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { changePointsOf } from '../../ml/timeseries/change-points/change-points.js';
import { type AnnotatedSeries, annotatedSeriesIn } from './change-points/corpus.js';
import { cover, f1 } from './change-points/scoring.js';
import type { Suite } from './suite.js';

const mean = (values: ReadonlyArray<number>) => values.reduce((sum, each) => sum + each, 0) / values.length;

const scoresOf = (found: ReadonlyArray<number>, { dimensions: [values], annotations }: AnnotatedSeries) => ({
  changes: found.length,
  cover: cover(annotations, found, values?.length ?? 0),
  f1: f1(annotations, found),
});

const foundIn = ({ dimensions: [values = new Float64Array()] }: AnnotatedSeries): ReadonlyArray<number> => {
  const changes = changePointsOf(values);
  return E.isRight(changes) ? [...new Set(changes.right.map(({ at }) => at))] : [];
};

/** Turing Change Point Dataset: one setting for all series, as in the published experiment "default"; series of one dimension only, as there. */
export const changePoints: Suite = async ({ data }) => {
  if (data === undefined) return console.log('change-points: no TREERING_BENCH_DATA');
  const series = annotatedSeriesIn(join(data, 'tcpd')).filter(({ dimensions }) => dimensions.length === 1);
  const ours = series.map((each) => scoresOf(foundIn(each), each));
  const none = series.map((each) => scoresOf([], each));
  console.table(
    Object.fromEntries(
      series.map(({ name }, i) => [name, { ...ours[i], 'cover of none': none[i]?.cover, 'F1 of none': none[i]?.f1 }]),
    ),
  );
  console.log(`${series.length} series of one dimension`);
  console.table({
    ours: { cover: mean(ours.map((each) => each.cover)), F1: mean(ours.map((each) => each.f1)) },
    'no change anywhere': { cover: mean(none.map((each) => each.cover)), F1: mean(none.map((each) => each.f1)) },
    'published, all series: best default (BOCPD)': { cover: 0.63, F1: 0.696 },
  });
};
