import { addDays, CalendarDate } from '../../domain/primitives.js';
import { parameter } from './common.js';
import { objectionTo, type Span } from './span.js';

export type Timeframe =
  | { readonly _tag: 'Last'; readonly text: string; readonly count: number; readonly unit: 'd' | 'w' | 'm' }
  | { readonly _tag: 'Months'; readonly text: string; readonly first: string; readonly count: number }
  | { readonly _tag: 'Days'; readonly text: string; readonly span: Span };

const MAX_COUNT: Readonly<Record<'d' | 'w' | 'm', number>> = { d: 3660, w: 520, m: 120 };

const isUnit = (unit: string | undefined): unit is 'd' | 'w' | 'm' => unit === 'd' || unit === 'w' || unit === 'm';

const last = (text: string): Timeframe | undefined => {
  const [, digits, unit] = /^([1-9]\d{0,3})([dwm])$/.exec(text) ?? [];
  if (digits === undefined || !isUnit(unit)) return undefined;
  const count = Number(digits);
  return count <= MAX_COUNT[unit] ? { _tag: 'Last', text, count, unit } : undefined;
};

const months = (text: string): Timeframe | undefined => {
  const [, year, quarter, month] = /^([12]\d{3})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  if (month !== undefined) return { _tag: 'Months', text, first: `${year}-${month}`, count: 1 };
  if (quarter === undefined) return { _tag: 'Months', text, first: `${year}-01`, count: 12 };
  return { _tag: 'Months', text, first: `${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}`, count: 3 };
};

const days = (text: string): Timeframe | undefined => {
  const [, first, final] = /^([\d-]{10})\.\.([\d-]{10})$/.exec(text) ?? [];
  if (!CalendarDate.is(first) || !CalendarDate.is(final)) return undefined;
  const span = { from: first, to: final };
  return objectionTo(span) === undefined ? { _tag: 'Days', text, span } : undefined;
};

export const Timeframe = parameter<Timeframe>(
  'Timeframe',
  'must be a timeframe such as 7d, 12w, 12m, 2026, 2026-Q1, 2026-03 or 2026-03-01..2026-03-31',
  { type: 'string', example: '90d' },
  (value) => (typeof value === 'string' ? (last(value) ?? months(value) ?? days(value)) : undefined),
);

const firstOfMonth = (year: number, month: number): CalendarDate =>
  new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10) as CalendarDate;

const monthsFrom = (first: CalendarDate, count: number): CalendarDate =>
  firstOfMonth(Number(first.slice(0, 4)), Number(first.slice(5, 7)) - 1 + count);

const mondayOf = (day: CalendarDate): CalendarDate => addDays(day, -((new Date(day).getUTCDay() + 6) % 7));

/** The days a timeframe stands for. `3m` is the running month and the two before it; so with weeks (from Monday) and days. */
export const daysOf = (timeframe: Timeframe, today: CalendarDate): Span => {
  if (timeframe._tag === 'Days') return timeframe.span;
  if (timeframe._tag === 'Months') {
    const from = firstOfMonth(Number(timeframe.first.slice(0, 4)), Number(timeframe.first.slice(5)) - 1);
    return { from, to: addDays(monthsFrom(from, timeframe.count), -1) };
  }
  const before = timeframe.count - 1;
  if (timeframe.unit === 'd') return { from: addDays(today, -before), to: today };
  if (timeframe.unit === 'w') return { from: addDays(mondayOf(today), -7 * before), to: today };
  return { from: monthsFrom(today, -before), to: today };
};
