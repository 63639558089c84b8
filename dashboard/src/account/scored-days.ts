import type { Health, HealthPoint } from '../api/types.js';

/** Scored days in order, with one more scored or scored again. */
export const withScoredDay = (points: ReadonlyArray<HealthPoint>, { day, score, band }: Health) =>
  [...points.filter((point) => point.day !== day), { day, score, band }].sort((a, b) => a.day.localeCompare(b.day));

export type BandRun = { readonly band: string | null; readonly from: string; readonly to: string };

/** The stretches of days over which the band stayed the same; each reaches to where the next begins. */
export const bandRuns = (points: ReadonlyArray<HealthPoint>): ReadonlyArray<BandRun> =>
  points.reduce<ReadonlyArray<BandRun>>((runs, { day, band }) => {
    const last = runs.at(-1);
    if (last === undefined) return [{ band, from: day, to: day }];
    const before = [...runs.slice(0, -1), { ...last, to: day }];
    return last.band === band ? before : [...before, { band, from: day, to: day }];
  }, []);
