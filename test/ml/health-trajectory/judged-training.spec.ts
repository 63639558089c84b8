import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { Evaluation } from '../../../domain/prediction-model/events.js';
import { addDays, type CalendarDate } from '../../../domain/primitives.js';
import { trainJudgedTrajectory } from '../../../ml/health-trajectory/judged-training.js';
import { readTrajectoryModel } from '../../../ml/health-trajectory/model.js';
import { AHEAD_WEEKS } from '../../../ml/health-trajectory/weeks.js';
import { learnHere } from '../../../ml/learning/threads/learning-threads.js';
import { learned } from '../learned.js';
import { madeUpTrajectories } from './made-up-trajectories.js';

const examples = madeUpTrajectories(11, 80, 100);
const steps: Array<number> = [];
const training = learned(
  await trainJudgedTrajectory(learnHere, examples, 1, { onProgress: (done, of) => steps.push(done / of) }),
);
const { bytes, compareWith, evaluation, span } = training;

describe('a judged training of the trajectory', () => {
  it('says what a model is promoted by: the gain on the best baseline, and how far intervals are off', () => {
    const comparison = compareWith(undefined);
    expect(comparison?.gain).toBeGreaterThan(0);
    expect(comparison?.metric).toContain('mean absolute error, against');
    const said = Evaluation.decode({ ...evaluation, comparison: { with: null, ...comparison } });
    expect(E.isRight(said)).toBe(true);
    expect(evaluation.calibrationError).toBeLessThan(0.1);
    expect(evaluation.span.from > span.from).toBe(true);
    expect(E.isRight(readTrajectoryModel(bytes))).toBe(true);
  });

  it('is compared with a champion on later days than that learned from, where there are enough', () => {
    expect(compareWith({ bytes, until: evaluation.span.from })).toMatchObject({ metric: 'mean absolute error' });
    expect(compareWith({ bytes, until: addDays(evaluation.span.to, -1) })).toBeNull();
    expect(compareWith({ bytes: bytes.subarray(0, 30), until: evaluation.span.from })).toBeNull();
  });

  it('learns from no row that nothing came of yet, and tells no further than was seen', async () => {
    const from = examples.keys[40]?.day as CalendarDate;
    const early = { ...examples, path: examples.path.map((score, at) => (at % AHEAD_WEEKS > 3 ? Number.NaN : score)) };
    const told = (row: number) => (examples.keys[row]?.day as CalendarDate) < from;
    const young = {
      ...early,
      path: early.path.map((score, at) => (told(Math.floor(at / AHEAD_WEEKS)) ? score : Number.NaN)),
    };
    const again = learned(await trainJudgedTrajectory(learnHere, young, 1));
    expect(again.span.to < from).toBe(true);
    expect(again.examples).toBe(Array.from(examples.days.keys()).filter(told).length);
    expect(again.settings['days told']).toBe(28);
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
