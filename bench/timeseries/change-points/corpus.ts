import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A series of the Turing Change Point Dataset, and the changes that each annotator marked (first index of the new regime). */
export type AnnotatedSeries = {
  readonly name: string;
  readonly dimensions: ReadonlyArray<Float64Array>;
  readonly annotations: ReadonlyArray<ReadonlyArray<number>>;
};

type SeriesFile = {
  readonly name: string;
  readonly series: ReadonlyArray<{ readonly raw: ReadonlyArray<number | null> }>;
};

export const annotatedSeriesIn = (folder: string): ReadonlyArray<AnnotatedSeries> => {
  const annotations: Record<string, Record<string, ReadonlyArray<number>>> = JSON.parse(
    readFileSync(join(folder, 'annotations.json'), 'utf8'),
  );
  return readdirSync(join(folder, 'datasets'))
    .sort()
    .map((directory) => {
      const file: SeriesFile = JSON.parse(
        readFileSync(join(folder, 'datasets', directory, `${directory}.json`), 'utf8'),
      );
      return {
        name: file.name,
        dimensions: file.series.map(({ raw }) => Float64Array.from(raw, (value) => value ?? Number.NaN)),
        annotations: Object.values(annotations[file.name] ?? {}),
      };
    });
};
