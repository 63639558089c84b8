import { addDays, type CalendarDate } from '../../domain/primitives.js';
import { parameter } from './common.js';

const MAX_MONTHS = 120;

export const Months = parameter(
  'Months',
  `must be a whole number from 1 to ${MAX_MONTHS}`,
  { type: 'integer', minimum: 1, maximum: MAX_MONTHS, default: 12 },
  (value) => {
    const count = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
    return typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= MAX_MONTHS
      ? count
      : undefined;
  },
);

/** The same day so many months before; the last of its month where that has fewer days. */
export const monthsBefore = (day: CalendarDate, months: number): CalendarDate => {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 - months];
  const first = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10) as CalendarDate;
  const lastPlace = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return addDays(first, Math.min(Number(day.slice(8)), lastPlace) - 1);
};
