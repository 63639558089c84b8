import { BOOK_ATTRIBUTES, type BookAttribute, type CohortGrain } from '../api/trend-types.js';
import { addressWith } from '../book/address.js';
import { type AskedBook, bookIn } from '../book/asked-book.js';
import { type Period, periodIn } from '../book/period.js';

export const MEASURES = ['logo', 'gross', 'net'] as const;
/** Of what a share is kept: customers, or their yearly value without or with what it grew by. */
export type Measure = (typeof MEASURES)[number];

export type Asked = {
  readonly measure: Measure;
  readonly grain: CohortGrain;
  readonly split: BookAttribute | null;
  readonly book: AskedBook;
  readonly period: Period;
};

const USUAL_DAYS: Readonly<Record<CohortGrain, number>> = { month: 365, quarter: 1095 };

export const askedIn = (search: string): Asked => {
  const given = new URLSearchParams(search);
  const grain = given.get('grain') === 'quarter' ? 'quarter' : 'month';
  return {
    measure: MEASURES.find((known) => known === given.get('measure')) ?? 'logo',
    grain,
    split: BOOK_ATTRIBUTES.find((known) => known === given.get('split')) ?? null,
    book: { ...bookIn(given), account: '' },
    period: periodIn(given, USUAL_DAYS[grain]),
  };
};

export const addressOf = ({ measure, grain, split, book, period }: Asked): string => {
  const isUsual = 'last' in period && period.last === USUAL_DAYS[grain];
  return addressWith('/cohorts', {
    measure: measure === 'logo' ? '' : measure,
    grain: grain === 'month' ? '' : grain,
    split: split ?? '',
    ...book,
    ...(isUsual ? {} : period),
  });
};

/** The usual period of a grain follows it. */
export const withGrain = (asked: Asked, grain: CohortGrain): Asked => ({
  ...asked,
  grain,
  period:
    'last' in asked.period && asked.period.last === USUAL_DAYS[asked.grain]
      ? { last: USUAL_DAYS[grain] }
      : asked.period,
});
