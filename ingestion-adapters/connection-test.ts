import { findOrBroken } from '../application/connections/find-or-broken.js';
import { secretsLiveAt } from '../application/connections/secrets-live-at.js';
import { settingsViolations } from '../application/connections/settings-violations.js';
import {
  type Connection,
  type ConnectionSettings,
  type Connections,
  isConnectionBroken,
} from '../application/ports/connections.js';
import type { ConnectionCheck, TestConnection } from '../application/ports/test-connection.js';
import { isTagged } from '../domain/errors.js';
import type { AskVendor, Feed, PullDeps, VendorRefused, VendorUnavailable } from './feed.js';
import { holdConnection } from './held-connection.js';
import { usualRates } from './request-rate.js';
import type { Vendor } from './vendor.js';
import { vendors } from './vendors.js';

export type ConnectionTestDeps = {
  readonly connections: Pick<Connections, 'find' | 'update'>;
  /** Asks on behalf of the connection. */
  readonly askFor: (connection: Connection) => AskVendor;
  readonly now: () => Date;
  readonly vendorOf?: (source: Connection['source']) => Vendor;
};

const isRefused = isTagged<VendorRefused>('VendorRefused');
const isUnavailable = isTagged<VendorUnavailable>('VendorUnavailable');

/** `wrong` says what is the matter; `undefined` where nothing is. */
const checked = (check: string, wrong: string | undefined, fine: string): ConnectionCheck =>
  wrong === undefined ? { check, ok: true, says: fine } : { check, ok: false, says: wrong };

const secrets = (connection: Connection, now: Date): ConnectionCheck => {
  const live = secretsLiveAt(connection, now).length;
  const wrong =
    live === 0 ? 'No secret is live, so every delivery is refused. Rotate the secret to have one.' : undefined;
  return checked('secret', wrong, live === 1 ? 'One secret is live.' : `${live} secrets are live.`);
};

const unknownRates = ({ requestsPerMinute = {} }: ConnectionSettings, { rates = usualRates }: Vendor) => {
  const known = rates.map(({ name }) => name);
  return Object.keys(requestsPerMinute)
    .filter((name) => !known.includes(name))
    .map((name) => `requestsPerMinute names ${name}; there is ${known.join(', ')}.`);
};

const settings = ({ settings: set }: Connection, vendor: Vendor): ConnectionCheck => {
  const wrong = [
    ...settingsViolations(set).map(({ pointer, message }) => `${pointer.slice(1)} ${message}.`),
    ...unknownRates(set, vendor),
  ];
  return checked('settings', wrong.length === 0 ? undefined : wrong.join(' '), 'The settings can be read.');
};

const missingOf = ({ credentials = {} }: Connection): string | undefined => {
  const empty = Object.entries(credentials).flatMap(([name, value]) => (value.trim() === '' ? [name] : []));
  if (empty.length > 0) return `${empty.join(', ')} is empty.`;
  return Object.keys(credentials).length === 0 ? 'There are no credentials, so nothing can be pulled.' : undefined;
};

/** What a failure of the vendor says to somebody who can do something about it. */
const inWords = (error: unknown): string => {
  if (isUnavailable(error)) return `The vendor did not answer: ${error.reason}. Is the address right?`;
  if (!isRefused(error)) return 'The answer of the vendor could not be read. Is the address that of its API?';
  const { status, reason } = error;
  if (status === 401) return `The vendor does not take the credentials (401): ${reason}`;
  if (status === 403) return `The credentials lack a permission (403): ${reason}`;
  if (status === 404) return `The vendor knows no such address (404): ${reason}`;
  return `The vendor refused (${status}): ${reason}`;
};

/** Rejects as the feed does. */
const firstPageOf = async (feed: Feed, deps: PullDeps): Promise<undefined> => {
  const pages = feed.pull(deps)[Symbol.asyncIterator]();
  try {
    await pages.next();
  } finally {
    await pages.return?.();
  }
};

/** Looks at what can be told without the vendor, and then asks the vendor for a first page of what would be pulled, and keeps nothing of it. */
export const makeTestConnection = ({
  connections,
  askFor,
  now,
  vendorOf = (source) => vendors[source],
}: ConnectionTestDeps): TestConnection => {
  const accountIds = async ({ settings: { accountIdsAre } }: Connection): Promise<ReadonlyArray<ConnectionCheck>> => {
    if (accountIdsAre === undefined) return [];
    const [source = '', name = ''] = accountIdsAre.split('/');
    const known = (await findOrBroken(connections, source, name)) !== undefined;
    const wrong = known ? undefined : `There is no connection ${accountIdsAre}, whose ids those of accounts should be.`;
    return [checked('account ids', wrong, `Ids of accounts are those of ${accountIdsAre}.`)];
  };

  const access = async (connection: Connection): Promise<ReadonlyArray<ConnectionCheck>> => {
    const [feed] = vendorOf(connection.source).feeds ?? [];
    if (feed === undefined) return [];
    const missing = missingOf(connection);
    const credentials = checked('credentials', missing, 'There are credentials.');
    if (missing !== undefined) return [credentials];
    const { renewCredentials } = holdConnection(connections, connection);
    const deps = { ask: askFor(connection), connection, cursor: undefined, now, renewCredentials };
    const wrong = await firstPageOf(feed, deps).catch(inWords);
    return [credentials, checked('access', wrong, 'The vendor lets us in.')];
  };

  return async (connection) =>
    isConnectionBroken(connection)
      ? [checked('kept', `What is kept of the connection cannot be read: ${connection.reason}.`, '')]
      : [
          secrets(connection, now()),
          settings(connection, vendorOf(connection.source)),
          ...(await accountIds(connection)),
          ...(await access(connection)),
        ];
};
