import { type Days, daysUpTo } from '../days.js';

/** So many days up to today, or these days. */
export type Period = { readonly last: number } | Days;

export const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d\d-\d\d$/.test(text);

export const periodIn = (given: URLSearchParams, usual: number): Period => {
  const [from, to] = [given.get('from'), given.get('to')];
  if (isDay(from) && isDay(to)) return { from, to };
  const last = Number(given.get('last') ?? usual);
  return { last: Number.isInteger(last) && last > 0 && last <= 3660 ? last : usual };
};

export const daysOf = (period: Period, now: number): Days =>
  'last' in period ? daysUpTo(now, period.last) : { from: period.from, to: period.to };
