import { Command } from 'commander';
import { changePoints } from './change-points.js';
import { companySuite } from './company.js';
import { COMPETITION_FORMAT } from './competition-sets.js';
import { falseAlarmRates } from './false-alarms.js';
import { forecast } from './forecast.js';
import { leadLag } from './lead-lag.js';
import { nab } from './nab.js';
import { seasonality } from './seasonality.js';
import type { Suite } from './suite.js';

const suites: Readonly<Record<string, Suite>> = {
  'change-points': changePoints,
  company: companySuite,
  'false-alarms': falseAlarmRates,
  forecast,
  'lead-lag': leadLag,
  nab,
  seasonality,
};

const program = new Command('timeseries')
  .description(
    'Quality of the statistics of time series, on public sets (TREERING_BENCH_DATA) and on made-up series with known truth.',
  )
  .addHelpText('after', `\n${COMPETITION_FORMAT}`)
  .argument('[suites...]', 'all of them where none is named')
  .option('--seed <number>', 'of the made-up series', Number, 1)
  .action(async (asked: ReadonlyArray<string>, { seed }: { readonly seed: number }) => {
    for (const name of asked.length === 0 ? Object.keys(suites) : asked) {
      const suite = suites[name];
      if (suite === undefined)
        throw new Error(`There is no suite ${name}; there are ${Object.keys(suites).join(', ')}.`);
      await suite({ data: process.env['TREERING_BENCH_DATA'], seed });
    }
  });

await program.parseAsync();
