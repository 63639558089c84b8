import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { Evaluation } from '../../../domain/prediction-model/events.js';
import { ModelVersion } from '../../../domain/prediction-model/names.js';
import { comparisonOf, trainJudgedTrajectory } from '../../../ml/health-trajectory/judged-training.js';
import { learnHere } from '../../../ml/learning/threads/learning-threads.js';
import { valid } from '../../support/valid.js';
import { madeUpTrajectories } from './made-up-trajectories.js';

const examples = madeUpTrajectories(11, 80, 100);
const steps: Array<number> = [];
const training = await trainJudgedTrajectory(learnHere, examples, 1, {
  onProgress: (done, of) => steps.push(done / of),
});

const trained = () => {
  if (E.isLeft(training)) throw new Error(training.left._tag);
  return training.right;
};

describe('a judged training of the trajectory', () => {
  it('says what a model is promoted by: the gain on the best baseline, and how far intervals are off', () => {
    const comparison = comparisonOf(trained(), undefined);
    expect(comparison).toMatchObject(E.right({ with: null, metric: 'mean absolute error' }));
    expect(E.isRight(comparison) && (comparison.right?.gain ?? 0) > 0).toBe(true);
    const { evaluation } = trained();
    const said = { ...evaluation, comparison: E.isRight(comparison) ? comparison.right : null };
    expect(E.isRight(Evaluation.decode(said))).toBe(true);
    expect(evaluation.calibrationError).toBeGreaterThan(0);
    expect(evaluation.calibrationError).toBeLessThan(0.1);
    expect(evaluation.span.from > trained().span.from).toBe(true);
  });

  it('is not better than itself, and not significantly', () => {
    const version = valid(ModelVersion)('v1');
    const { judged } = trained();
    expect(comparisonOf(trained(), { version, path: judged.by })).toEqual(
      E.right({ with: version, metric: 'mean absolute error', gain: 0, pValue: 1 }),
    );
  });

  it('is told how far it has come', () => {
    expect(steps.at(-1)).toBe(1);
    expect(steps.toSorted((a, b) => a - b)).toEqual(steps);
  });

  it('is refused where there are too few to judge by, and when it is told to stop', async () => {
    expect(await trainJudgedTrajectory(learnHere, madeUpTrajectories(1, 1, 30), 1)).toMatchObject(
      E.left({ _tag: 'TooFewRows' }),
    );
    expect(await trainJudgedTrajectory(learnHere, examples, 1, { signal: AbortSignal.abort() })).toEqual(
      E.left({ _tag: 'Interrupted', reason: 'cancelled' }),
    );
  });
});
