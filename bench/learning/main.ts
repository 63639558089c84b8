import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { printBeside } from './beside.js';
import { type DataSet, readCsv } from './data-set.js';
import { learners } from './learners.js';
import { printChecks } from './made-up/print-checks.js';
import { measure } from './measure.js';
import { printTable } from './print-table.js';
import { measurePython } from './python.js';

type Options = { readonly seed: number; readonly python: boolean; readonly only: string };

const measureAll = async (set: DataSet, { seed, python, only }: Options): Promise<void> => {
  const asked = learners.filter(({ name }) => name.startsWith(only));
  const ours = asked.flatMap((learner) => measure(learner, set, seed) ?? []);
  const theirs = python ? await measurePython(set, seed) : [];
  printTable(set.name, set.examples.labels, [...ours, ...theirs]);
  await printBeside(set, seed);
};

const program = new Command('learning')
  .description('Quality and speed of the learners on labelled tables, beside learners of Python on the same folds.')
  .option('--seed <number>', 'of folds that a table does not give, and of the learners', Number, 1)
  .option('--only <text>', 'of our learners, those whose names begin so', '')
  .option('--no-python', 'without the learners of Python');

program
  .command('public', { isDefault: true })
  .description('on the `matrix.csv` (columns y and fold) of the public sets in TREERING_BENCH_DATA')
  .argument('[sets...]', 'folders', ['telco', 'mlc_churn'])
  .action(async (sets: ReadonlyArray<string>) => {
    const options = program.opts<Options>();
    const data = process.env['TREERING_BENCH_DATA'];
    if (data === undefined) throw new Error('TREERING_BENCH_DATA says no folder.');
    for (const name of sets) {
      const file = join(data, name, 'matrix.csv');
      if (!existsSync(file)) console.log(`SKIPPED: ${name}: there is no ${file}`);
      else await measureAll(readCsv(file, { label: 'y', positive: '1', ids: [], seed: options.seed }), options);
    }
  });

program
  .command('csv')
  .description('on any table with a heading and a label of two values; texts are categories, empty cells are missing')
  .argument('<file>')
  .requiredOption('--label <column>')
  .option('--positive <value>', 'the label that is to be foretold; the rarer one if not given')
  .option('--id <columns...>', 'columns that only name a row', [])
  .action(async (file: string, asked: { label: string; positive?: string; id: ReadonlyArray<string> }) => {
    const options = program.opts<Options>();
    await measureAll(readCsv(file, { ...asked, ids: asked.id, seed: options.seed }), options);
  });

program
  .command('made-up')
  .description('canaries, columns that peek, drift and sums of amounts, on made-up rows of which the truth is known')
  .option('--rounds <number>', 'drawn anew', Number, 100)
  .action(({ rounds }: { readonly rounds: number }) => printChecks(program.opts<Options>().seed, rounds));

await program.parseAsync();
