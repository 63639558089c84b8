import { Command } from 'commander';
import { timestampOf } from '../../domain/primitives.js';
import { SensitivityInput, settingIn } from '../../read-api/parameters/sensitivity.js';
import { changeSensitivity, sensitivity } from '../../read-api/questions/sensitivity.js';
import { answered } from '../answered.js';
import { asker } from '../asker.js';
import { decoded } from '../decoded.js';
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
      const falseAlarmsPerYear = number === 'usual' ? null : Number(number);
      const setting = await decoded(SensitivityInput, { ...options, falseAlarmsPerYear }, 'arguments');
      const change = changeSensitivity({ eventStore, clock: () => timestampOf(Date.now()) });
      await answered(change(settingIn(setting), asker()));
      process.stdout.write('holds from the next time that the detector looks\n');
    }),
  );

export const sensitivityCommand = new Command('sensitivity')
  .description('How many false alarms a year each metric may cause in which segment.')
  .addCommand(list, { isDefault: true })
  .addCommand(set);
