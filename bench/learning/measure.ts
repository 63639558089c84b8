import * as E from 'fp-ts/lib/Either.js';
import { type Features, takeExamples } from '../../ml/learning/examples.js';
import { placesWhere } from '../../ml/learning/splits/places.js';
import { median } from '../../ml/statistics/quantile.js';
import type { DataSet } from './data-set.js';
import type { Learner, Trained } from './learner.js';

/** How one learner did on a data set: probabilities of rows that it was not trained on, and CPU time, the median over the folds. */
export type Measured = {
  readonly name: string;
  readonly probabilities: Float64Array;
  readonly trainingSeconds: number;
  /** Microseconds a row: one by one, all at once, and with contributions of columns. */
  readonly oneRow: number;
  readonly batchRow: number;
  readonly explainedRow?: number | undefined;
};

const cpuOf = (work: () => void): number => {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return user + system;
};

const ROWS_ALONE = 500;
const BATCHES = 5;

const oneByOne = ({ predict }: Trained, { columns, rows, values }: Features): number => {
  const width = columns.length;
  const alone = Array.from({ length: Math.min(ROWS_ALONE, rows) }, (_, row) => ({
    columns,
    rows: 1,
    values: values.slice(row * width, (row + 1) * width),
  }));
  return cpuOf(() => alone.forEach(predict)) / alone.length;
};

const explained = ({ explain }: Trained, { columns, rows, values }: Features): number | undefined => {
  const count = Math.min(ROWS_ALONE, rows);
  if (explain === undefined) return undefined;
  return (
    cpuOf(() => {
      for (let row = 0; row < count; row += 1) explain(values, row * columns.length);
    }) / count
  );
};

const middleOf = (values: ReadonlyArray<number>): number => median(Float64Array.from(values));

/** Trains on all folds but one, and predicts that one, by turns; undefined, said aloud, where it cannot be learned. */
export const measure = ({ train, name }: Learner, { examples, folds }: DataSet, seed: number): Measured | undefined => {
  const probabilities = new Float64Array(folds.length);
  const seconds: Array<number> = [];
  const alone: Array<number> = [];
  const batch: Array<number> = [];
  const withReasons: Array<number> = [];
  for (const fold of [...new Set(folds)].sort((a, b) => a - b)) {
    const places = placesWhere(folds, (each) => each === fold);
    const { features } = takeExamples(examples, places);
    const others = takeExamples(
      examples,
      placesWhere(folds, (each) => each !== fold),
    );
    let trained: ReturnType<typeof train> | undefined;
    seconds.push(
      cpuOf(() => {
        trained = train(others, seed);
      }) / 1e6,
    );
    if (trained === undefined || E.isLeft(trained)) {
      console.log(`${name} cannot learn from the folds other than ${fold}: ${JSON.stringify(trained?.left)}`);
      return undefined;
    }
    const { right: model } = trained;
    model.predict(features).forEach((probability, i) => {
      probabilities[places[i] as number] = probability;
    });
    alone.push(oneByOne(model, features));
    batch.push(
      cpuOf(() => {
        for (let i = 0; i < BATCHES; i += 1) model.predict(features);
      }) /
        (BATCHES * features.rows),
    );
    const reasons = explained(model, features);
    if (reasons !== undefined) withReasons.push(reasons);
  }
  return {
    ...{ name, probabilities, trainingSeconds: middleOf(seconds) },
    ...{ oneRow: middleOf(alone), batchRow: middleOf(batch) },
    explainedRow: withReasons.length === 0 ? undefined : middleOf(withReasons),
  };
};
