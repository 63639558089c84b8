import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { decodeError } from '../../domain/errors.js';
import { timestampOf } from '../../domain/primitives.js';
import { SensitivityInput, settingIn } from '../../read-api/parameters/sensitivity.js';
import { changeSensitivity, sensitivity } from '../../read-api/questions/sensitivity.js';
import { answered } from '../answered.js';
import { withAdapters } from '../with-adapters.js';

const list = new Command('list').description('List how closely the detector looks at what.').action(() =>
  withAdapters(async ({ eventStore }) => {
    const { usual, settings } = await answered(sensitivity({ eventStore }));
    for (const { metric, segment, falseAlarmsPerYear } of settings) {
      process.stdout.write(`${metric ?? 'any metric'} of ${segment ?? 'every account'}: ${falseAlarmsPerYear}\n`);
    }
    process.stdout.write(`${settings.length === 0 ? 'everything' : 'all else'}: ${usual} false alarms a year\n`);
  }),
);

type Options = { readonly metric?: string; readonly segment?: string };

const set = new Command('set')
  .description('Look more or less closely at a metric, a segment, or a metric of a segment.')
  .argument(
    '<number>',
    'of false alarms a year of a series in which nothing happens; 0 to look no more, “usual” to take it back',
  )
  .option('--metric <metric>', 'any if not said')
  .option('--segment <segment>', 'every account if not said')
  .action((number: string, options: Options) =>
    withAdapters(async ({ eventStore }) => {
      const read = SensitivityInput.decode({
        ...options,
        falseAlarmsPerYear: number === 'usual' ? null : Number(number),
      });
      const change = changeSensitivity({ eventStore, clock: () => timestampOf(Date.now()) });
      if (E.isLeft(read)) await answered(async () => E.left(decodeError('arguments', read.left)));
      else await answered(change(settingIn(read.right), { subject: 'cli', correlationId: randomUUID() }));
      process.stdout.write('holds from the next time that the detector looks\n');
    }),
  );

export const sensitivityCommand = new Command('sensitivity')
  .description('How many false alarms a year each metric may cause in which segment.')
  .addCommand(list, { isDefault: true })
  .addCommand(set);
