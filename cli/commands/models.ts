import { userInfo } from 'node:os';
import { Argument, Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { ModelName, ModelVersion, modelNames } from '../../domain/prediction-model/names.js';
import { NonEmptyString, timestampOf } from '../../domain/primitives.js';
import { makeModelQueries } from '../../projections/models/queries.js';
import { AsOf } from '../../read-api/parameters/clocks.js';
import { changeModel } from '../../read-api/questions/change-model.js';
import { listModels, modelHistory } from '../../read-api/questions/model-history.js';
import { answered } from '../answered.js';
import { modelInWords, reignInWords } from '../models-in-words.js';
import { withAdapters } from '../with-adapters.js';

/** Throws where the codec does not take what was typed. */
const read = <A>(codec: { readonly decode: (u: unknown) => E.Either<unknown, A> }, given: string, is: string): A => {
  const decoded = codec.decode(given);
  if (E.isLeft(decoded)) throw new Error(`“${given}” is not ${is}`);
  return decoded.right;
};

const onModel = (name: string, description: string): Command =>
  new Command(name).description(description).addArgument(new Argument('<model>').choices(modelNames));

const list = new Command('list')
  .description('List the models, how each version did, and which one is in use.')
  .option('--json', 'print JSON')
  .action(({ json }: { readonly json?: true }) =>
    withAdapters(async ({ knex }) => {
      const { items } = await answered(listModels({ models: makeModelQueries(knex) }));
      if (json) process.stdout.write(`${JSON.stringify(items, null, 2)}\n`);
      else process.stdout.write(items.map(modelInWords).join('') || 'No model was trained yet.\n');
    }),
  );

const history = onModel('history', 'Tell whose predictions were shown when, and who approved it.')
  .option('--at <time>', 'a day or an instant: whose predictions were shown then')
  .option('--json', 'print JSON')
  .action((model: string, { at, json }: { readonly at?: string; readonly json?: true }) =>
    withAdapters(async ({ knex, eventStore }) => {
      const models = makeModelQueries(knex);
      const freshnessOf = async () => (await models.list()).freshness;
      const asked = at === undefined ? {} : { at: read(AsOf, at, 'a day or an instant') };
      const told = await answered(
        modelHistory({ models, eventStore, freshnessOf })(read(ModelName, model, 'a model'), asked),
      );
      if (json) process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
      else process.stdout.write([modelInWords(told), ...told.reigns.map(reignInWords)].join(''));
    }),
  );

const rollBack = onModel('rollback', 'Go back to a version that was in use before: the last one, if none is named.')
  .argument('[version]')
  .requiredOption('--reason <words>', 'why')
  .action((model: string, version: string | undefined, { reason }: { readonly reason: string }) =>
    withAdapters(async ({ eventStore }) => {
      const change = changeModel({ eventStore, clock: () => timestampOf(Date.now()) });
      const { position } = await answered(
        change.rollBack(
          read(ModelName, model, 'a model'),
          version === undefined ? undefined : read(ModelVersion, version, 'a version'),
          read(NonEmptyString, reason, 'a reason'),
          { subject: `cli:${userInfo().username}` },
        ),
      );
      process.stdout.write(`${model} was gone back to ${version ?? 'the version before'}, at position ${position}.\n`);
    }),
  );

export const modelsCommand = new Command('models')
  .description(
    'The models that predict: which there are, which one is in use and was when, and going back to an earlier one.',
  )
  .addCommand(list, { isDefault: true })
  .addCommand(history)
  .addCommand(rollBack);
