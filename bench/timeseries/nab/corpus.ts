import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Window = { readonly first: number; readonly last: number };

/** One file of the Numenta Anomaly Benchmark; windows are row numbers, both ends within. */
export type LabelledSeries = {
  readonly name: string;
  readonly category: string;
  readonly values: Float64Array;
  readonly windows: ReadonlyArray<Window>;
};

export type Weights = { readonly tpWeight: number; readonly fnWeight: number; readonly fpWeight: number };

const json = (...path: ReadonlyArray<string>) => JSON.parse(readFileSync(join(...path), 'utf8'));

/** The files that are here of those that are labelled; two of the seven categories may be missing. */
export const corpusIn = (folder: string): ReadonlyArray<LabelledSeries> => {
  const labels: Record<string, ReadonlyArray<readonly [string, string]>> = json(
    folder,
    'labels',
    'combined_windows.json',
  );
  return Object.entries(labels).flatMap(([name, limits]) => {
    let text: string;
    try {
      text = readFileSync(join(folder, 'data', name), 'utf8');
    } catch {
      return [];
    }
    const rows = text
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.trim().split(','));
    const at = new Map(rows.map(([time = ''], index) => [time, index]).reverse() as Array<[string, number]>);
    const rowOf = (time: string) => {
      const row = at.get(time.slice(0, 19));
      if (row === undefined) throw new Error(`${name} has no row of ${time}.`);
      return row;
    };
    return [
      {
        name,
        category: name.slice(0, name.indexOf('/')),
        values: Float64Array.from(rows, ([, value]) => Number(value)),
        windows: limits.map(([from, to]) => ({ first: rowOf(from), last: rowOf(to) })),
      },
    ];
  });
};

export const profilesIn = (folder: string): ReadonlyArray<readonly [string, Weights]> => {
  const profiles: Record<string, { readonly CostMatrix: Weights }> = json(folder, 'config', 'profiles.json');
  return Object.entries(profiles).map(([name, { CostMatrix }]) => [name, CostMatrix]);
};
