import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as E from 'fp-ts/lib/Either.js';
import { boostingDefaults } from '../../ml/learning/boosting/settings.js';
import { crossValidateBoosting } from '../../ml/learning/threads/cross-validate.js';
import { learnHere, makeLearningThreads } from '../../ml/learning/threads/learning-threads.js';
import type { DataSet } from './data-set.js';

const RESOLUTION_MS = 1;

/** Learns the folds in threads beside this one: how late timers of this thread were meanwhile, and whether the answers are the same as here. */
export const printBeside = async ({ examples, folds }: DataSet, seed: number): Promise<void> => {
  const threads = availableParallelism();
  const { learn, close } = makeLearningThreads(threads);
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const beside = await crossValidateBoosting(learn)(examples, folds, boostingDefaults, seed);
  delay.disable();
  await close();
  if (E.isLeft(beside)) return;
  const here = await crossValidateBoosting(learnHere)(examples, folds, boostingDefaults, seed);
  const isSame = E.isRight(here) && here.right.every((answer, row) => answer === beside.right[row]);
  const late = (delay.percentile(99) / 1e6 - RESOLUTION_MS).toFixed(1);
  console.log(
    `\nFolds learned in ${threads} threads: event loop delayed ${late} ms at p99, answers ${isSame ? 'the same as' : 'OTHER THAN'} in one thread.`,
  );
};
