import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

const DAY = 86_400_000;

const monthOf = (date: Date): number => date.getUTCFullYear() * 12 + date.getUTCMonth();

/** The place of an instant on a grid of months, days, or steps of some milliseconds. */
const placeOf =
  (step: 'month' | 'day' | number) =>
  (date: Date): number =>
    step === 'month' ? monthOf(date) : Math.round(date.getTime() / (step === 'day' ? DAY : step));

/** A file of `ds,y` rows in any order as an evenly spaced series, NaN where no row is. */
export const datedSeries = (file: string, step: 'month' | 'day' | number): Float64Array => {
  const rows: Array<{ readonly ds: string; readonly y: string }> = parse(readFileSync(file), {
    columns: true,
    recordDelimiter: ['\r\n', '\n', '\r'],
  });
  const at = rows.map(({ ds }) => placeOf(step)(new Date(`${ds.replace(' ', 'T')}${ds.includes(' ') ? 'Z' : ''}`)));
  const first = at.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  const last = at.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY);
  const series = new Float64Array(last - first + 1).fill(Number.NaN);
  rows.forEach(({ y }, i) => {
    series[(at[i] as number) - first] = y === '' ? Number.NaN : Number(y);
  });
  return series;
};
