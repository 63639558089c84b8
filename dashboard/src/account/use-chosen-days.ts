import { useMemo, useState } from 'preact/hooks';
import { type Days, daysUpTo } from '../days.js';

const USUAL_DAYS = 30;

export type ChosenDays = {
  readonly days: Days;
  readonly marked: ReadonlyArray<string>;
  readonly choose: (days: Days) => void;
  /** The first time the one day, and the next time the other. */
  readonly pick: (day: string) => void;
};

/** So many days ago and today. */
export const lastDays = (today: number, count: number): Days => daysUpTo(today, count + 1);

/** Two days to compare; the last 30 at first. */
export const useChosenDays = (today: number): ChosenDays => {
  const [days, setDays] = useState<Days>(() => lastDays(today, USUAL_DAYS));
  const [picked, setPicked] = useState<string>();
  const choose = (next: Days): void => {
    const [from = next.from, to = next.to] = [next.from, next.to].sort();
    setDays({ from, to });
    setPicked(undefined);
  };
  return {
    days,
    marked: useMemo(() => (picked === undefined ? [days.from, days.to] : [picked]), [days, picked]),
    choose,
    pick: (day) => (picked === undefined ? setPicked(day) : choose({ from: picked, to: day })),
  };
};
