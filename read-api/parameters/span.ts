import * as E from 'fp-ts/lib/Either.js';
import type { DecodeError } from '../../domain/errors.js';
import { addDays, type CalendarDate } from '../../domain/primitives.js';
import { invalidField } from '../api-error.js';

/** Days of business time, both included. */
export type Span = { readonly from: CalendarDate; readonly to: CalendarDate };

const DEFAULT_DAYS = 90;
const MAX_DAYS = 3660;

export const daysIn = ({ from, to }: Span): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;

/** Days a calendar of four-digit years can hold, with room for the day after. */
const isInCalendar = ({ from, to }: Span): boolean => from >= '0001-01-01' && to <= '9999-12-30';

/** What is wrong with a span, if anything is. */
export const objectionTo = (span: Span): string | undefined => {
  if (!isInCalendar(span)) return 'must be a year from 0001 to 9999';
  if (span.from > span.to) return 'must not be after the last day';
  if (daysIn(span) > MAX_DAYS) return `must be at most ${MAX_DAYS} days before the last day`;
  return undefined;
};

/** Read models take half-open spans. */
export const endOf = ({ to }: Span): CalendarDate => addDays(to, 1);

/** The span asked for; up to today, and the last 90 days of it, where it was not said. */
export const spanOf = (
  asked: { readonly from?: CalendarDate; readonly to?: CalendarDate },
  today: CalendarDate,
): E.Either<DecodeError, Span> => {
  const to = asked.to ?? (asked.from !== undefined && asked.from > today ? asked.from : today);
  const from = asked.from ?? (to < '0002' ? to : addDays(to, 1 - DEFAULT_DAYS));
  const objection = objectionTo({ from, to });
  return objection === undefined ? E.right({ from, to }) : E.left(invalidField('from', objection));
};
