import { Command } from 'commander';
import { remapReceipts } from '../../ingestion-adapters/remap.js';
import { withAdapters } from '../with-adapters.js';

export const remapCommand = new Command('remap')
  .description(
    'Process everything a connection was given once more, by the mapping that is in use now. What stays the same says nothing new.',
  )
  .argument('<connection>', 'such as custom-crm/own')
  .action((at: string) =>
    withAdapters(async ({ connections, eventStore, subjectKeys, recordClaims, receipts }) => {
      const [source = '', connection = ''] = at.split('/');
      if ((await connections.find(source, connection)) === undefined) throw new Error(`there is no connection ${at}`);
      const remap = remapReceipts({ connections, log: eventStore, subjectKeys, claims: recordClaims, receipts });
      const done = await remap({ source, connection });
      process.stdout.write(
        `${done.receipts} receipts: ${done.events} events, ${done.quarantined} quarantined, ${done.failed} failed\n`,
      );
      process.exitCode = done.failed === 0 ? 0 : 1;
    }),
  );
