import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { foretellPaths } from '../../../ml/health-trajectory/foretell-path.js';
import { heldOut } from '../../../ml/health-trajectory/held-out.js';
import { judgeFalls } from '../../../ml/health-trajectory/judge-falls.js';
import { judgePaths } from '../../../ml/health-trajectory/judge-path.js';
import { readTrajectoryModel, trainTrajectory, writeTrajectoryModel } from '../../../ml/health-trajectory/model.js';
import { trainPath } from '../../../ml/health-trajectory/train-path.js';
import { AHEAD_WEEKS } from '../../../ml/health-trajectory/weeks.js';
import { madeUpTrajectories } from './made-up-trajectories.js';

const given = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

const { learned, judged } = heldOut(madeUpTrajectories(7, 140, 110), 1);
const model = given(trainTrajectory(learned, 1));
const found = given(judgePaths(model.path, judged));

describe('the path of a health score', () => {
  it('is learned from days before and accounts other than those it is judged by', () => {
    expect(new Set(learned.groups).has(judged.groups[0] as number)).toBe(false);
    expect(Math.max(...learned.days)).toBeLessThan(Math.min(...judged.days));
    const cut = Math.min(...judged.days);
    for (const [row, day] of learned.days.entries())
      for (let week = 1; week <= AHEAD_WEEKS; week += 1)
        if (day + 7 * week >= cut + 28) expect(learned.path[row * AHEAD_WEEKS + week - 1]).toBeNaN();
  });

  it('is nearer to what came than the last value, drift, the year before and theta, at every horizon from a month on', () => {
    for (const { days, error, baselineErrors } of found.weeks)
      if (days >= 28) for (const naive of Object.values(baselineErrors)) expect(error).toBeLessThan(naive);
    expect(found.best.gain.low).toBeGreaterThan(0);
    expect(found.best.gain.pValue).toBeLessThan(0.01);
  });

  it('lies within its intervals about as often as these say', () => {
    expect(Math.abs(found.coverage.of80 - 0.8)).toBeLessThan(0.05);
    expect(Math.abs(found.coverage.of95 - 0.95)).toBeLessThan(0.035);
  });

  it('tells who comes into a worse band, and how many do', () => {
    const { rows, said, came, brier, brierOfShare, auc } = given(judgeFalls(model.path, judged));
    expect(rows).toBeGreaterThan(50);
    expect(Math.abs(said - came)).toBeLessThan(0.12);
    expect(brier).toBeLessThan(brierOfShare);
    expect(auc).toBeGreaterThan(0.65);
  });

  it('has the narrower interval within the wider, and the score in both, all of them scores', () => {
    for (const { score, of80, of95 } of given(foretellPaths(model.path, judged)))
      for (const [w, told] of score.entries()) {
        const ends = [0, of95.low[w], of80.low[w], told, of80.high[w], of95.high[w], 100];
        expect(ends.toSorted((a = 0, b = 0) => a - b)).toEqual(ends);
      }
  });

  it('is the same from the same examples and seed, byte by byte, and after it was written and read', () => {
    const few = madeUpTrajectories(3, 40, 60);
    expect(writeTrajectoryModel(given(trainTrajectory(few, 1)))).toEqual(
      writeTrajectoryModel(given(trainTrajectory(few, 1))),
    );
    const bytes = writeTrajectoryModel(model);
    const read = given(readTrajectoryModel(bytes));
    const scoresBy = ({ path }: typeof read) => given(foretellPaths(path, judged)).map(({ of95 }) => of95);
    expect(scoresBy(read)).toEqual(scoresBy(model));
    expect(E.isLeft(readTrajectoryModel(bytes.subarray(0, -40)))).toBe(true);
  });

  it('ends earlier where history does, and is refused where it cannot be told for a month', () => {
    const young = given(trainPath(madeUpTrajectories(7, 80, 40), 1));
    const weeks = young.of80.above.length;
    expect(weeks).toBeGreaterThanOrEqual(4);
    expect(weeks).toBeLessThan(AHEAD_WEEKS);
    expect(trainPath(madeUpTrajectories(7, 80, 8), 1)).toMatchObject(E.left({ _tag: 'TooFewRows' }));
    expect(trainPath(madeUpTrajectories(7, 1, 100), 1)).toMatchObject(E.left({ _tag: 'TooFewRows' }));
  });

  it('is not told from other columns', () => {
    const { features } = judged;
    const other = { ...judged, features: { ...features, columns: [{ name: 'other', kind: 'number' as const }] } };
    expect(foretellPaths(model.path, other)).toEqual(E.left({ _tag: 'OtherColumns', columns: ['level'] }));
  });
});
