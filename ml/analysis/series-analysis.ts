import { Piscina } from 'piscina';
import type { SeriesAnalysis } from '../../application/ports/series-analysis.js';
import type { Task } from './task.worker.js';
import { tasks } from './tasks.js';

/** In the thread that asks. */
export const analysisHere: SeriesAnalysis = {
  decompose: async (...asked) => tasks.decompose(...asked),
  detectAnomalies: async (...asked) => tasks.detectAnomalies(...asked),
  simulateDetector: async (...asked) => tasks.simulateDetector(...asked),
  forecast: async (...asked) => tasks.forecast(...asked),
  leads: async (...asked) => tasks.leads(...asked),
};

const IDLE_MS = 60_000;

/** A worker thread loads JavaScript only; from the TypeScript sources the work is done in the calling thread. */
const isBuilt = import.meta.url.endsWith('.js');

/** Analyses series in up to `threads` threads, which start when there is work and end when there was none for a while. */
export const makeSeriesAnalysis = (threads: number): SeriesAnalysis & { readonly close: () => Promise<void> } => {
  if (!isBuilt) return { ...analysisHere, close: async () => undefined };
  const pool = new Piscina({
    filename: new URL('./task.worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
  });
  const run = (task: Task) => pool.run(task);
  return {
    decompose: (...args) => run({ name: 'decompose', args }),
    detectAnomalies: (...args) => run({ name: 'detectAnomalies', args }),
    simulateDetector: (...args) => run({ name: 'simulateDetector', args }),
    forecast: (...args) => run({ name: 'forecast', args }),
    leads: (...args) => run({ name: 'leads', args }),
    close: () => pool.destroy(),
  };
};
