import type { LabelledSeries, Weights } from './corpus.js';

/** A detector's scores in [0, 1], one a row. */
export type Scored = { readonly series: LabelledSeries; readonly scores: Float64Array };

type Point = { readonly score: number; readonly worth: number; readonly window: string | undefined };

const PROBATION = 0.15;
const PROBATION_OF_AT_MOST = 5000;

/** Rows at the start of a file in which nothing counts. */
const probationOf = (rows: number): number => Math.min(Math.floor(PROBATION * rows), PROBATION * PROBATION_OF_AT_MOST);

const scaledSigmoid = (position: number): number => (position >= 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1);

/** What an alarm at each row is worth: in a window the more the earlier, outside the worse the farther behind the window before. */
const pointsOf = ({ series, scores }: Scored, { tpWeight, fpWeight }: Weights): ReadonlyArray<Point> => {
  const probation = probationOf(scores.length);
  return Array.from(scores, (score, row) => {
    const window = series.windows.find(({ first, last }) => row >= first && row <= last);
    if (window !== undefined) {
      const position = -(window.last - row + 1) / (window.last - window.first + 1);
      return {
        score,
        worth: (scaledSigmoid(position) * tpWeight) / scaledSigmoid(-1),
        window: `${series.name}|${window.first}`,
      };
    }
    const before = series.windows.findLast(({ last }) => last < row);
    const position = before === undefined ? 3 : (row - before.last) / (before.last - before.first);
    return { score, worth: scaledSigmoid(position) * fpWeight, window: undefined };
  }).slice(Math.ceil(probation));
};

/** The raw score at a threshold: the best alarm of each window (or what missing it costs), and the sum of the false ones. */
export const rawScoreAt = (files: ReadonlyArray<Scored>, weights: Weights, threshold: number): number =>
  sweep(files, weights).findLast((each) => each.threshold >= threshold)?.raw ?? 0;

type Swept = { readonly threshold: number; readonly raw: number };

/** Raw scores of alarming at nothing, then at ever lower thresholds. */
const sweep = (files: ReadonlyArray<Scored>, weights: Weights): ReadonlyArray<Swept> => {
  const points = files.flatMap((file) => pointsOf(file, weights)).sort((a, b) => b.score - a.score);
  const best = new Map(points.flatMap(({ window }) => (window === undefined ? [] : [[window, -weights.fnWeight]])));
  let raw = [...best.values()].reduce((sum, each) => sum + each, 0);
  const swept: Array<Swept> = [];
  let threshold = 1.1;
  for (const { score, worth, window } of points) {
    if (score !== threshold) swept.push({ threshold, raw });
    threshold = score;
    const until = window === undefined ? undefined : best.get(window);
    if (window === undefined || until === undefined) raw += worth;
    else if (worth > until) {
      best.set(window, worth);
      raw += worth - until;
    }
  }
  return [...swept, { threshold, raw }];
};

export type CorpusScore = { readonly score: number; readonly threshold: number };

/**
 * The score of a corpus at the threshold that is best for it, 0 for a detector that never alarms and 100 for a perfect one.
 * Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms", 2015.
 */
export const corpusScore = (files: ReadonlyArray<Scored>, weights: Weights): CorpusScore => {
  const windows = files.reduce((sum, { series }) => sum + series.windows.length, 0);
  const best = sweep(files, weights).reduce((a, b) => (b.raw > a.raw ? b : a));
  const none = -weights.fnWeight * windows;
  return { score: (100 * (best.raw - none)) / (weights.tpWeight * windows - none), threshold: best.threshold };
};
