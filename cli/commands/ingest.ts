import { Argument, Command } from 'commander';
import { type Connection, type Connections, isConnectionBroken, sources } from '../../application/ports/connections.js';
import { type FileProgress, ingestFiles } from '../../ingestion-adapters/ingest-files.js';
import { progressBar } from '../progress.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly connection?: string };

const connectionFor = async (
  connections: Connections,
  source: string,
  name: string | undefined,
): Promise<Connection> => {
  const named = (one: string) => name === undefined || one === name;
  const candidates = (await connections.list()).flatMap((one) => {
    if (one.source !== source || !named(isConnectionBroken(one) ? one.connection : one.name)) return [];
    if (isConnectionBroken(one))
      throw new Error(`what is kept of ${source}/${one.connection} cannot be read: ${one.reason}`);
    return [one];
  });
  const [only, ...others] = candidates;
  if (only === undefined)
    throw new Error(`there is no connection ${source}/${name ?? '…'}: add one with treering connect`);
  if (others.length > 0) throw new Error(`name one with --connection: ${candidates.map((c) => c.name).join(', ')}`);
  return only;
};

const inWords = ({ records, events, quarantined }: FileProgress): string =>
  ` | ${records} records, ${events} events, ${quarantined} quarantined`;

export const ingestCommand = new Command('ingest')
  .description(
    'Back-fill from files a vendor exported. Run it again to go on where it stopped; nothing is taken twice.',
  )
  .addArgument(new Argument('<source>', 'the vendor').choices(sources))
  .argument('<file...>', 'webhook bodies, one a line or one a file; ticket export pages; raw event exports')
  .option('--connection <name>', 'which connection of the source, if there are several')
  .action((source: string, files: ReadonlyArray<string>, { connection: name }: Options) =>
    withAdapters(async ({ connections, eventStore, subjectKeys, recordClaims, receipts }) => {
      const connection = await connectionFor(connections, source, name);
      const ingest = ingestFiles({
        connections,
        log: eventStore,
        subjectKeys,
        claims: recordClaims,
        receipts,
        now: () => new Date(),
      });
      const bar = progressBar('bytes');
      bar.start(1, 0, { said: '' });
      const done = await ingest({
        connection,
        files,
        expectNew: true,
        onProgress: (progress) => {
          bar.setTotal(progress.bytesTotal);
          bar.update(progress.bytesRead, { said: inWords(progress) });
        },
      }).finally(() => bar.stop());
      process.stdout.write(`${files.length} files${inWords(done).replace(' | ', ': ')}\n`);
    }),
  );
