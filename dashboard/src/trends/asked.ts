import { BOOK_ATTRIBUTES, type BookAttribute, GRAINS, type Grain } from '../api/trend-types.js';
import { addressWith } from '../book/address.js';
import { type AskedBook, bookIn } from '../book/asked-book.js';
import { isDay, type Period, periodIn } from '../book/period.js';

/** What the explorer is asked for; it lives in the address, so it survives a reload and can be shared. */
export type Asked = {
  readonly metrics: ReadonlyArray<string>;
  readonly book: AskedBook;
  readonly split: BookAttribute | null;
  readonly period: Period;
  /** As the log knew it at the end of this day; `null`: as it is known now. */
  readonly knownAt: string | null;
  /** `null`: what fits the period. */
  readonly grain: Grain | null;
  readonly compare: boolean;
  readonly forecast: boolean;
  readonly parts: boolean;
};

export const MOST_METRICS = 6;
const USUAL_DAYS = 90;

export const askedIn = (search: string): Asked => {
  const given = new URLSearchParams(search);
  const book = bookIn(given);
  const knownAt = given.get('knownAt');
  const metrics = (given.get('metric') ?? '').split(',').filter((metric) => /^[\w.:-]{1,100}$/.test(metric));
  return {
    metrics: metrics.length === 0 ? ['events'] : [...new Set(metrics)].slice(0, MOST_METRICS),
    book,
    split: (book.account === '' && BOOK_ATTRIBUTES.find((known) => known === given.get('split'))) || null,
    period: periodIn(given, USUAL_DAYS),
    knownAt: isDay(knownAt) ? knownAt : null,
    grain: GRAINS.find((known) => known === given.get('grain')) ?? null,
    compare: given.has('compare'),
    forecast: given.has('forecast'),
    parts: given.has('parts'),
  };
};

export const addressOf = ({ metrics, book, split, period, knownAt, grain, compare, forecast, parts }: Asked): string =>
  addressWith('/trends', {
    metric: metrics.join(','),
    ...book,
    ...period,
    split: split ?? '',
    knownAt: knownAt ?? '',
    grain: grain ?? '',
    compare: compare ? 1 : '',
    forecast: forecast ? 1 : '',
    parts: parts ? 1 : '',
  });
