import * as t from 'io-ts';
import { message } from '../event.js';
import { NonEmptyString, Timestamp } from '../primitives.js';
import { ConnectionName } from './name.js';

const connection = { source: NonEmptyString, connection: ConnectionName, occurredAt: Timestamp };

/** By name of the setting. A setting that is not there was not said; `null` takes it away. */
export const Settings = t.readonly(t.record(t.string, t.unknown), 'Settings');
export type Settings = t.TypeOf<typeof Settings>;

/** A secret stands in no event: only what it is told apart by, which it cannot be made from. */
export const ConnectionCreated = message('ConnectionCreated', {
  ...connection,
  settings: Settings,
  fingerprints: t.readonlyArray(t.string),
});
export const ConnectionConfigured = message('ConnectionConfigured', { ...connection, settings: Settings });
export const ConnectionPaused = message('ConnectionPaused', { ...connection });
export const ConnectionResumed = message('ConnectionResumed', { ...connection });
/** `ends` says when the secrets end that were live before it. */
export const ConnectionSecretRotated = message('ConnectionSecretRotated', {
  ...connection,
  fingerprint: t.string,
  ends: t.readonlyArray(t.strict({ fingerprint: t.string, at: Timestamp })),
});
/** A secret ended before its time. */
export const ConnectionSecretRetired = message('ConnectionSecretRetired', { ...connection, fingerprint: t.string });
/** What we show the vendor's API: the names of it, and what the values are told apart by. */
export const ConnectionCredentialsChanged = message('ConnectionCredentialsChanged', {
  ...connection,
  names: t.readonlyArray(t.string),
  fingerprint: t.string,
});

export const ConnectionEvent = t.union(
  [
    ConnectionCreated,
    ConnectionConfigured,
    ConnectionPaused,
    ConnectionResumed,
    ConnectionSecretRotated,
    ConnectionSecretRetired,
    ConnectionCredentialsChanged,
  ],
  'ConnectionEvent',
);
export type ConnectionEvent = t.TypeOf<typeof ConnectionEvent>;
