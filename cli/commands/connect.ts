import * as E from 'fp-ts/lib/Either.js';
import { makeSecret } from '../../application/connections/make-secret.js';
import { replaceConnection } from '../../application/connections/replace-connection.js';
import { settingsViolations } from '../../application/connections/settings-violations.js';
import { ConnectionSettings } from '../../application/ports/connections.js';
import { decodeError, type Violation } from '../../domain/errors.js';
import { answered } from '../answered.js';
import { commandOnConnection, requestOf } from '../connection-change.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly secret?: string; readonly settings?: string };

const refuse = (violations: ReadonlyArray<Violation>): never => {
  throw new Error(`settings: ${violations.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')}`);
};

const settingsFrom = (text: string): ConnectionSettings => {
  const decoded = ConnectionSettings.decode(JSON.parse(text));
  if (E.isLeft(decoded)) return refuse(decodeError('settings', decoded.left).violations);
  const violations = settingsViolations(decoded.right);
  return violations.length > 0 ? refuse(violations) : decoded.right;
};

export const connectCommand = commandOnConnection(
  'connect',
  'Add a connection to a source, or replace it, also one that cannot be read: its settings, and at once its secret.',
)
  .option('--secret <secret>', 'the secret the vendor signs with; made up when left out')
  .option('--settings <json>', 'such as {"accountIdsAre":"hubspot/production"}')
  .action((source: string, name: string, { secret = makeSecret(), settings = '{}' }: Options) =>
    withAdapters(async ({ connections, eventStore }, { publicUrl }) => {
      const wanted = { secret, settings: settingsFrom(settings) };
      await answered(replaceConnection({ connections, log: eventStore })(requestOf(source, name), wanted));
      process.stdout.write(`${source}/${name} receives at ${publicUrl}/ingest/${source}/${name}\n`);
    }),
  );
