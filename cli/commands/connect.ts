import * as E from 'fp-ts/lib/Either.js';
import type { ConnectionDeps } from '../../application/connections/change-connection.js';
import { configureConnection } from '../../application/connections/configure-connection.js';
import { createConnection } from '../../application/connections/create-connection.js';
import { makeSecret } from '../../application/connections/make-secret.js';
import { rotateSecret } from '../../application/connections/rotate-secret.js';
import { settingsViolations } from '../../application/connections/settings-violations.js';
import { ConnectionSettings } from '../../application/ports/connections.js';
import { decodeError, type Violation } from '../../domain/errors.js';
import { changed, commandOnConnection, depsOf, refused, requestOf } from '../connection-change.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly secret?: string; readonly settings?: string };
type Wanted = { readonly secret: string; readonly settings: ConnectionSettings };

const refuse = (violations: ReadonlyArray<Violation>): never => {
  throw new Error(`settings: ${violations.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')}`);
};

const settingsFrom = (text: string): ConnectionSettings => {
  const decoded = ConnectionSettings.decode(JSON.parse(text));
  if (E.isLeft(decoded)) return refuse(decodeError('settings', decoded.left).violations);
  const violations = settingsViolations(decoded.right);
  return violations.length > 0 ? refuse(violations) : decoded.right;
};

/** Takes away what is set now and not wanted. */
const instead = (now: ConnectionSettings, wanted: ConnectionSettings): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(Object.keys(now).map((name) => [name, null])),
  ...ConnectionSettings.encode(wanted),
});

const createOrReplace = async (
  deps: ConnectionDeps,
  source: string,
  name: string,
  { secret, settings }: Wanted,
): Promise<void> => {
  const created = await createConnection(deps)(requestOf(source, name), { settings, secret })();
  if (E.isRight(created)) return;
  if (created.left._tag !== 'ConnectionAlreadyExists') return refused(created.left);
  const now = await deps.connections.find(source, name);
  await changed(configureConnection(deps)(requestOf(source, name), instead(now?.settings ?? {}, settings)));
  await changed(rotateSecret(deps)(requestOf(source, name), { secret, overlapHours: 0 }));
};

export const connectCommand = commandOnConnection(
  'connect',
  'Add a connection to a source, or replace it: its settings, and at once its secret.',
)
  .option('--secret <secret>', 'the secret the vendor signs with; made up when left out')
  .option('--settings <json>', 'such as {"accountIdsAre":"hubspot/production"}')
  .action((source: string, name: string, { secret = makeSecret(), settings = '{}' }: Options) =>
    withAdapters(async (adapters, { publicUrl }) => {
      await createOrReplace(depsOf(adapters), source, name, { secret, settings: settingsFrom(settings) });
      process.stdout.write(`${source}/${name} receives at ${publicUrl}/ingest/${source}/${name}\n`);
    }),
  );
