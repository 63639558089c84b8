import type { Progress } from './progress.js';

export type SavingPolicy = {
  /** After so many places it may be saved, when `after` milliseconds have passed. */
  readonly minimum: number;
  /** After so many it is saved at once. */
  readonly maximum: number;
  readonly after: number;
};

type Mark = { readonly place: number | undefined; readonly passed: number; readonly at: number };

export type Saving = {
  /** What is to be saved now, if anything is; then nothing is due until that is settled. */
  readonly due: (now: number) => number | undefined;
  /** What is not saved yet, however little it is. */
  readonly unsaved: () => number | undefined;
  readonly settled: (kept: boolean) => void;
  /** When something is due if nothing else happens. */
  readonly nextAt: () => number | undefined;
  /** The place saved last. */
  readonly saved: () => number | undefined;
};

const PAUSE_AFTER_FAILURE = 1_000;

/** Decides when progress is written down. Only one write is under way at a time, so that what is saved never goes back. */
export const makeSaving = (policy: SavingPolicy, progress: Progress, startedAt: number): Saving => {
  const minimum = Math.max(1, policy.minimum);
  const maximum = Math.max(1, policy.maximum);
  let kept: Mark = { place: undefined, passed: 0, at: startedAt };
  let writing: Mark | undefined;
  let pausedUntil = startedAt;

  const dueAt = () => {
    const waiting = progress.passed() - kept.passed;
    if (writing !== undefined) return undefined;
    if (waiting >= maximum) return pausedUntil;
    return waiting >= minimum ? Math.max(kept.at + policy.after, pausedUntil) : undefined;
  };

  return {
    due: (now) => {
      const at = dueAt();
      if (at === undefined || at > now) return undefined;
      writing = { place: progress.reached(), passed: progress.passed(), at: now };
      return writing.place;
    },
    unsaved: () => (progress.passed() > (writing ?? kept).passed ? progress.reached() : undefined),
    settled: (isKept) => {
      if (writing !== undefined && isKept) kept = writing;
      if (writing !== undefined && !isKept) pausedUntil = writing.at + PAUSE_AFTER_FAILURE;
      writing = undefined;
    },
    nextAt: dueAt,
    saved: () => kept.place,
  };
};
