import { join } from 'node:path';
import { uniformOf } from '../../ml/statistics/random.js';
import { replay } from '../../ml/timeseries/anomalies/detector.js';
import { noveltyDetector } from '../../ml/timeseries/anomalies/novelty/novelty-detector.js';
import { corpusIn, type LabelledSeries, profilesIn } from './nab/corpus.js';
import { corpusScore, type Scored } from './nab/scoring.js';
import { windowedGaussian } from './nab/windowed-gaussian.js';
import type { Suite } from './suite.js';

/** Numenta Anomaly Benchmark 1.1: one threshold a profile, the best for the corpus, as there. */
export const nab: Suite = async ({ data, seed }) => {
  if (data === undefined) return console.log('nab: no TREERING_BENCH_DATA');
  const corpus = corpusIn(join(data, 'nab'));
  const profiles = profilesIn(join(data, 'nab'));
  const categories = [...new Set(corpus.map(({ category }) => category))];
  const uniform = uniformOf(seed);
  const detector = noveltyDetector();
  const scoresBy: Readonly<Record<string, (series: LabelledSeries) => Float64Array>> = {
    ours: ({ values }) => Float64Array.from(replay(detector, values), ({ score }) => score),
    'windowed Gaussian': ({ values }) => windowedGaussian(values),
    random: ({ values }) => values.map(() => uniform()),
    'never alarms': ({ values }) => new Float64Array(values.length),
  };
  const rows: Array<readonly [string, Record<string, number>]> = [];
  for (const [name, scoresOf] of Object.entries(scoresBy)) {
    const scored = corpus.map((series): Scored => ({ series, scores: scoresOf(series) }));
    rows.push([
      name,
      Object.fromEntries(profiles.map(([profile, weights]) => [profile, corpusScore(scored, weights).score])),
    ]);
    const standard = profiles.find(([profile]) => profile === 'standard')?.[1];
    if (name === 'ours' && standard !== undefined) {
      console.log(`threshold of the standard profile: ${corpusScore(scored, standard).threshold}`);
      console.table(
        Object.fromEntries(
          categories.map((category) => {
            const within = scored.filter(({ series }) => series.category === category);
            return [category, { files: within.length, alone: corpusScore(within, standard).score }];
          }),
        ),
      );
    }
  }
  console.log(`${corpus.length} files of ${categories.length} of the seven categories: ${categories.join(', ')}`);
  console.table(Object.fromEntries(rows));
};
