import type { HealthEvent, ScoredMeasure } from './events.js';

export type ScoredDay = Pick<HealthEvent['data'], 'score' | 'measures' | 'caps'>;

/** What one measure says on two days, and by how many points of the score that moved it. */
export type MeasureChange = {
  readonly name: string;
  readonly group: string;
  readonly from: ScoredMeasure | null;
  readonly to: ScoredMeasure | null;
  readonly points: number;
};

/** `change` is the sum of what the measures moved, what caps moved, and `rounding`; null while either day has no score. */
export type HealthChange = {
  readonly change: number | null;
  readonly measures: ReadonlyArray<MeasureChange>;
  readonly capPoints: number;
  readonly rounding: number;
};

const rounded = (points: number): number => Math.round(points * 10_000) / 10_000 + 0;

const pointsOf = (measure: ScoredMeasure | null | undefined): number => (measure?.score ?? 0) * (measure?.weight ?? 0);

const uncapped = (scored: ScoredDay | undefined): number =>
  (scored?.measures ?? []).reduce((sum, measure) => sum + pointsOf(measure), 0);

/** Scores have one decimal, so that much of a difference is rounding and no cap. */
const ROUNDING = 0.06;

const heldDown = (scored: ScoredDay | undefined): number => {
  if (scored === undefined || scored.score === null || scored.caps.length === 0) return 0;
  const difference = scored.score - uncapped(scored);
  return difference < -ROUNDING ? difference : 0;
};

const measureChanges = (from: ScoredDay | undefined, to: ScoredDay | undefined): ReadonlyArray<MeasureChange> => {
  const before = new Map((from?.measures ?? []).map((measure) => [measure.name, measure]));
  const after = new Map((to?.measures ?? []).map((measure) => [measure.name, measure]));
  return [...new Set([...after.keys(), ...before.keys()])].map((name) => {
    const was = before.get(name) ?? null;
    const is = after.get(name) ?? null;
    const group = (is ?? was)?.group ?? '';
    return { name, group, from: was, to: is, points: rounded(pointsOf(is) - pointsOf(was)) };
  });
};

/** What moved a score from one scored day to another, the measures that moved it most first. */
export const healthChange = (from: ScoredDay | undefined, to: ScoredDay | undefined): HealthChange => {
  const measures = measureChanges(from, to).toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const capPoints = rounded(heldDown(to) - heldDown(from));
  const was = from?.score ?? null;
  const is = to?.score ?? null;
  if (was === null || is === null) return { change: null, measures, capPoints, rounding: 0 };
  const explained = measures.reduce((sum, { points }) => sum + points, capPoints);
  const change = rounded(is - was);
  return { change, measures, capPoints, rounding: rounded(change - explained) };
};
