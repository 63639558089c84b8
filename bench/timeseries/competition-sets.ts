import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** Series with one period and horizon, whose last values, as many as the horizon, are the ones to forecast. */
export type CompetitionSet = {
  readonly name: string;
  readonly periods: ReadonlyArray<number>;
  readonly horizon: number;
  readonly series: ReadonlyArray<Float64Array>;
};

export const COMPETITION_FORMAT =
  'Sets of a forecasting competition are read from every `m3/*.csv`, `m4/*.csv` and `tourism/*.csv` of the folder: one series a row, as `id, period, horizon, values...`. ' +
  'The period is in steps (12, 4, 1 for none, `24;168` for two), the values run to the end of the horizon, and what cannot be read as a number is a gap. A heading is skipped.';

const numberOf = (text: string | undefined): number =>
  text === undefined || text.trim() === '' ? Number.NaN : Number(text);

const valuesOf = (cells: ReadonlyArray<string>): Float64Array =>
  Float64Array.from(cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1), numberOf);

const setsOf = (folder: string, file: string): ReadonlyArray<CompetitionSet> => {
  const rows: Array<Array<string>> = parse(readFileSync(join(folder, file)), { relaxColumnCount: true });
  const sets = new Map<string, CompetitionSet & { readonly series: Array<Float64Array> }>();
  for (const [, period = '', horizon, ...cells] of rows) {
    const periods = period
      .split(';')
      .map(Number)
      .filter((each) => each !== 1);
    if (Number.isNaN(numberOf(horizon)) || periods.some(Number.isNaN)) continue;
    const name = `${file}, period ${period.trim()}, ${numberOf(horizon)} ahead`;
    const set = sets.get(name) ?? { name, periods, horizon: numberOf(horizon), series: [] };
    set.series.push(valuesOf(cells));
    sets.set(name, set);
  }
  return [...sets.values()];
};

export const competitionSets = (data: string): ReadonlyArray<CompetitionSet> =>
  ['m3', 'm4', 'tourism'].flatMap((name) => {
    const folder = join(data, name);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((file) => file.endsWith('.csv'))
      .sort()
      .flatMap((file) => setsOf(folder, file));
  });
