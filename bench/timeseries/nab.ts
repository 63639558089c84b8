import { join } from 'node:path';
import { uniformOf } from '../../ml/statistics/random.js';
import { replay } from '../../ml/timeseries/anomalies/detector.js';
import { noveltyDetector } from '../../ml/timeseries/anomalies/novelty/novelty-detector.js';
import { corpusIn, type LabelledSeries, profilesIn, type Weights } from './nab/corpus.js';
import { corpusScore, rawScoreAt, type Scored } from './nab/scoring.js';
import { windowedGaussian } from './nab/windowed-gaussian.js';
import type { Suite } from './suite.js';

/** Raw scores of the windowed Gaussian at threshold 1, standard profile, in the benchmark's results (windowedGaussian_standard_scores.csv). */
const PUBLISHED: Readonly<Record<string, number>> = {
  'realAdExchange/exchange-2_cpc_results.csv': -1,
  'realAdExchange/exchange-2_cpm_results.csv': -2,
  'realAdExchange/exchange-3_cpc_results.csv': 2.5026632611866138,
  'realAdExchange/exchange-3_cpm_results.csv': 0.862098587352162,
  'realAdExchange/exchange-4_cpc_results.csv': 0.2922884634276035,
  'realAdExchange/exchange-4_cpm_results.csv': 1.274710362684976,
  'realKnownCause/cpu_utilization_asg_misconfiguration.csv': -1.11,
  'realKnownCause/nyc_taxi.csv': -5,
  'realKnownCause/rogue_agent_key_hold.csv': -2.44,
};

const checkScorer = (corpus: ReadonlyArray<LabelledSeries>, standard: Weights): void => {
  const checked = corpus.flatMap((series) => {
    const published = PUBLISHED[series.name];
    if (published === undefined) return [];
    const ours = rawScoreAt([{ series, scores: windowedGaussian(series.values) }], standard, 1);
    return [[series.name, { published, ours }] as const];
  });
  console.log('our scorer beside published scores of the windowed Gaussian');
  console.table(Object.fromEntries(checked));
};

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
  const standard = profiles.find(([profile]) => profile === 'standard')?.[1];
  if (standard === undefined) throw new Error('There is no standard profile.');
  checkScorer(corpus, standard);
  const rows: Array<readonly [string, Record<string, number>]> = [];
  for (const [name, scoresOf] of Object.entries(scoresBy)) {
    const scored = corpus.map((series): Scored => ({ series, scores: scoresOf(series) }));
    rows.push([
      name,
      Object.fromEntries(profiles.map(([profile, weights]) => [profile, corpusScore(scored, weights).score])),
    ]);
    if (name === 'ours') {
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
