import { Command } from 'commander';
import { simulateCompany } from '../../simulator/company.js';
import { writeFiles } from '../../simulator/write-files.js';
import { progressBar } from '../progress.js';

type Options = Readonly<Record<'out' | 'seed' | 'accounts' | 'months' | 'endsAt', string>>;

const today = (): string => `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`;

export const simulateCommand = new Command('simulate')
  .description("Write a simulated company's customers as payload files of HubSpot, Zendesk and Mixpanel.")
  .requiredOption('--out <folder>', 'where the files go')
  .option('--seed <seed>', 'the same seed gives the same files', 'treering')
  .option('--accounts <n>', 'how many accounts', '200')
  .option('--months <n>', 'how many months of usage and support', '24')
  .option('--ends-at <instant>', 'when the history ends, exclusive; the start of today (UTC) when left out', today())
  .action(async ({ out, seed, accounts, months, endsAt }: Options) => {
    const company = simulateCompany({ seed, accounts: Number(accounts), months: Number(months), endsAt });
    const bar = progressBar('%');
    bar.start(100, 0, { said: '' });
    const written = await writeFiles(out, company, ({ share }) => bar.update(Math.round(share * 100)));
    bar.update(100);
    bar.stop();
    process.stdout.write(
      `${written.files} files, ${written.deliveries} deliveries, ${written.usageLines} usage lines in ${out}\n`,
    );
  });
