import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import * as t from 'io-ts';
import type { DataSet } from './data-set.js';
import type { Measured } from './measure.js';

const script = fileURLToPath(new URL('../../../bench/learning/baselines.py', import.meta.url));

const Said = t.type({
  skipped: t.array(t.string),
  measured: t.array(
    t.type({
      name: t.string,
      probabilities: t.array(t.number),
      seconds: t.number,
      oneRow: t.number,
      batchRow: t.number,
    }),
  ),
});

/** The first Python that has scikit-learn, else the first: what is said to be skipped is said by it. */
const pythonOf = async (): Promise<string> => {
  const asked = process.env['PYTHON'];
  const candidates = asked === undefined ? ['python3', '/usr/bin/python3'] : [asked];
  for (const candidate of candidates) {
    const found = await promisify(execFile)(candidate, ['-c', 'import sklearn']).then(
      () => true,
      () => false,
    );
    if (found) return candidate;
  }
  return candidates[0] as string;
};

/** Numbers as they are, and a column of zeros and ones for each category; label and fold last. */
const table = ({ examples: { features, labels }, folds }: DataSet): string => {
  const { columns, rows, values } = features;
  const cells = (row: number): ReadonlyArray<number | string> =>
    columns.flatMap((column, c) => {
      const value = values[row * columns.length + c] as number;
      if (column.kind === 'number') return [Number.isNaN(value) ? 'nan' : value];
      return column.categories.map((_, code) => (code === value ? 1 : 0));
    });
  return stringify(Array.from({ length: rows }, (_, row) => [...cells(row), labels[row], folds[row]]));
};

/** What the learners of Python do on the same folds, each in one thread; none, said aloud, where there is no Python or it has none of them. */
export const measurePython = async (set: DataSet, seed: number): Promise<ReadonlyArray<Measured>> => {
  const folder = await mkdtemp(join(tmpdir(), 'treering-learning-'));
  const file = join(folder, 'table.csv');
  await writeFile(file, table(set));
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  try {
    const { stdout } = await promisify(execFile)(await pythonOf(), [script, file, String(seed)], {
      env,
      maxBuffer: 2 ** 30,
    });
    const said = Said.decode(JSON.parse(stdout));
    if (said._tag === 'Left') throw new Error('baselines.py answered something else than was asked.');
    for (const reason of said.right.skipped) console.log(`SKIPPED: ${reason}`);
    return said.right.measured.map(({ probabilities, seconds, ...rest }) => ({
      ...rest,
      trainingSeconds: seconds,
      probabilities: Float64Array.from(probabilities),
    }));
  } catch (failure) {
    console.log(`SKIPPED: all learners of Python: ${failure instanceof Error ? failure.message : String(failure)}`);
    return [];
  } finally {
    await rm(folder, { recursive: true });
  }
};
