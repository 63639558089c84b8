const DAY = 86_400_000;

/** Calendar days in UTC, both included. */
export type Days = { readonly from: string; readonly to: string };

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The day at a place of a time axis, which takes days to begin where the reader is. */
export const dayOnAxis = (time: number): string => {
  const there = new Date(time);
  return dayOf(Date.UTC(there.getFullYear(), there.getMonth(), there.getDate()));
};

export const daysUpTo = (now: number, count: number): Days => ({
  from: dayOf(now - (count - 1) * DAY),
  to: dayOf(now),
});

/** From the first to the last of these days in equal steps, so that a day of which nothing is told has its place too. */
export const everyStep = (days: ReadonlyArray<string>, step: number): ReadonlyArray<string> => {
  const sorted = [...new Set(days)].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const steps = Math.round((Date.parse(last) - Date.parse(first)) / DAY / step);
  return Array.from({ length: steps + 1 }, (_, i) => dayOf(Date.parse(first) + i * step * DAY));
};
