import * as t from 'io-ts';
import { commandTo, message } from '../event.js';
import { Timestamp } from '../primitives.js';
import * as events from './events.js';

const { source, connection, occurredAt } = events.ConnectionPaused.type.props.data.type.props;

const CreateConnection = commandTo('CreateConnection', events.ConnectionCreated);
const ConfigureConnection = commandTo('ConfigureConnection', events.ConnectionConfigured);
const PauseConnection = commandTo('PauseConnection', events.ConnectionPaused);
const ResumeConnection = commandTo('ResumeConnection', events.ConnectionResumed);
/** The newest secret so far ends at `oldEndsAt`, any older one at once: two are live at most. */
const RotateConnectionSecret = message('RotateConnectionSecret', {
  source,
  connection,
  occurredAt,
  fingerprint: t.string,
  oldEndsAt: Timestamp,
});
/** Every secret but the newest ends now. */
const RetireOldSecrets = message('RetireOldSecrets', { source, connection, occurredAt });
const ChangeConnectionCredentials = commandTo('ChangeConnectionCredentials', events.ConnectionCredentialsChanged);

export const ConnectionCommand = t.union(
  [
    CreateConnection,
    ConfigureConnection,
    PauseConnection,
    ResumeConnection,
    RotateConnectionSecret,
    RetireOldSecrets,
    ChangeConnectionCredentials,
  ],
  'ConnectionCommand',
);
export type ConnectionCommand = t.TypeOf<typeof ConnectionCommand>;
