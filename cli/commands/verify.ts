import { Command } from 'commander';
import { untilSettled, type VerifiedTable, verifyReadModels } from '../../roles/verify.js';
import { verifyFeatures } from '../../roles/verify-features.js';
import { parityInWords } from '../feature-parity-in-words.js';
import { onInterrupt } from '../on-interrupt.js';
import { rebuildProgress } from '../rebuild-progress.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly json?: true; readonly wait?: true };

const inWords = ({ table, rows, equal, difference }: VerifiedTable): string =>
  [
    `${equal ? 'equal    ' : 'DIFFERENT'}  ${table}  ${rows} rows`,
    ...(difference === undefined
      ? []
      : [`  live     ${difference.live ?? 'no such row'}`, `  rebuilt  ${difference.rebuilt ?? 'no such row'}`]),
    '',
  ].join('\n');

export const verifyCommand = new Command('verify')
  .description(
    'Rebuild the read models from the log beside the live ones and compare them row by row, and features as served with what the facts give. Exits with 1 on a difference.',
  )
  .option('--json', 'print JSON')
  .option('--wait', 'first wait until nothing is left to process')
  .action(({ json, wait }: Options) =>
    withAdapters(async (adapters) => {
      if (wait) await untilSettled(adapters);
      const { report, stop } = rebuildProgress();
      const signal = onInterrupt('interrupted');
      const readModels = await verifyReadModels(adapters, { report, signal }).finally(stop);
      const parity = await verifyFeatures(adapters);
      const waiting = await adapters.receipts.waiting();
      const quarantined = (await adapters.receipts.quarantine(1_000)).length;
      process.exitCode = readModels.every(({ equal }) => equal) && parity.differing.length === 0 ? 0 : 1;
      if (json) {
        process.stdout.write(`${JSON.stringify({ waiting, quarantined, readModels, features: parity })}\n`);
        return;
      }
      process.stdout.write(readModels.map(inWords).join(''));
      process.stdout.write(parityInWords(parity));
      process.stdout.write(`${waiting} receipts wait, ${quarantined} parts are quarantined\n`);
    }),
  );
