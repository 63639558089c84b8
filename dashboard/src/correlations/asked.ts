import { GRAINS, type Grain } from '../api/trend-types.js';
import { addressWith } from '../book/address.js';
import { type AskedBook, bookIn } from '../book/asked-book.js';
import { type Period, periodIn } from '../book/period.js';

export type Asked = {
  /** None: the first there are. */
  readonly metrics: ReadonlyArray<string>;
  readonly book: AskedBook;
  readonly period: Period;
  readonly grain: Grain;
};

export const MOST_METRICS = 12;
export const USUAL_METRICS = 7;
const USUAL_DAYS = 365;

export const askedIn = (search: string): Asked => {
  const given = new URLSearchParams(search);
  const metrics = (given.get('metric') ?? '').split(',').filter((metric) => /^[\w.:-]{1,100}$/.test(metric));
  return {
    metrics: [...new Set(metrics)].slice(0, MOST_METRICS),
    book: bookIn(given),
    period: periodIn(given, USUAL_DAYS),
    grain: GRAINS.find((known) => known === given.get('grain')) ?? 'day',
  };
};

export const addressOf = ({ metrics, book, period, grain }: Asked): string =>
  addressWith('/correlations', {
    metric: metrics.join(','),
    ...book,
    ...period,
    grain: grain === 'day' ? '' : grain,
  });
