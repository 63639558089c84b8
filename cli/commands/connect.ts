import { randomBytes } from 'node:crypto';
import { Argument, Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { ConnectionSettings, Source, sources } from '../../application/ports/connections.js';
import { decodeError } from '../../domain/errors.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly secret?: string; readonly settings?: string };

const settingsFrom = (text: string): ConnectionSettings => {
  const decoded = ConnectionSettings.decode(JSON.parse(text));
  if (E.isRight(decoded)) return decoded.right;
  const { violations } = decodeError('settings', decoded.left);
  throw new Error(`settings: ${violations.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')}`);
};

export const connectCommand = new Command('connect')
  .description('Add a connection to a source, or replace it.')
  .addArgument(new Argument('<source>', 'the vendor').choices(sources))
  .argument('<name>', 'lower-case letters, digits and _')
  .option('--secret <secret>', 'the secret the vendor signs with; made up when left out')
  .option('--settings <json>', 'such as {"accountIdsAre":"hubspot/production"}')
  .action((source: string, name: string, { secret, settings }: Options) =>
    withAdapters(async ({ connections }, { publicUrl }) => {
      if (!Source.is(source)) throw new Error(`there is no source ${source}`);
      if (!/^[a-z0-9_]{1,40}$/.test(name))
        throw new Error('a connection name has 1 to 40 lower-case letters, digits or _');
      await connections.save({
        source,
        name,
        secrets: [secret ?? randomBytes(24).toString('base64url')],
        settings: settings === undefined ? {} : settingsFrom(settings),
      });
      process.stdout.write(`${source}/${name} receives at ${publicUrl}/ingest/${source}/${name}\n`);
    }),
  );
