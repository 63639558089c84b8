import { availableParallelism } from 'node:os';
import { Argument, Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { type ModelName, modelNames } from '../../domain/prediction-model/names.js';
import { CalendarDate } from '../../domain/primitives.js';
import { makeTraining } from '../../roles/train-models.js';
import { onInterrupt } from '../on-interrupt.js';
import { progressBar } from '../progress.js';
import { trainingInWords } from '../training-in-words.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly seed: string; readonly asOf?: string };

const dayIn = (text: string): CalendarDate => {
  if (!CalendarDate.is(text)) throw new Error(`“${text}” is not a day`);
  return text;
};

const seedIn = (text: string): number => {
  const seed = Number(text);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error(`“${text}” is not a whole number from 0 on`);
  return seed;
};

export const trainCommand = new Command('train')
  .description(
    'Train a model from the log, judge it on what it had not seen, and let the rule decide whether it is used.',
  )
  .addArgument(new Argument('<model>').choices(modelNames))
  .option('--seed <number>', 'the same log, code and seed give the same model', '1')
  .option('--as-of <day>', 'learn what the log held by the end of a day only, of that day and those before')
  .action(async (model: ModelName, { seed, asOf }: Options) => {
    const asked = { seed: seedIn(seed), ...(asOf === undefined ? {} : { asOf: dayIn(asOf), asKnownThen: true }) };
    await withAdapters(async (adapters) => {
      const { train, close } = makeTraining({ adapters }, availableParallelism());
      const bar = progressBar('steps');
      bar.start(1, 0, { said: '' });
      const outcome = await train(model, {
        ...asked,
        signal: onInterrupt('training was interrupted'),
        onProgress: (done, of) => {
          bar.setTotal(of);
          bar.update(done);
        },
      }).finally(async () => {
        bar.update(bar.getTotal());
        bar.stop();
        await close();
      });
      if (E.isLeft(outcome)) throw new Error(`no ${model} model was trained: ${outcome.left}`);
      process.stdout.write(trainingInWords(model, outcome.right));
    });
  });
