import * as E from 'fp-ts/lib/Either.js';
import { canonical } from '../canonical.js';
import { unlessHeld } from '../decider.js';
import { lookUp } from '../keyed.js';
import { later } from '../latest.js';
import type { ConnectionCommand } from './commands.js';
import type { ConnectionRefusal } from './errors.js';
import type { ConnectionEvent } from './events.js';
import { afterAll, type ConnectionState, isPaused, liveSecrets, settingsOf } from './state.js';

/** What these settings say that is not so already. */
const changed = (
  state: ConnectionState,
  settings: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  const held = settingsOf(state);
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => canonical(lookUp(held, name) ?? null) !== canonical(value)),
  );
};

export const decide = (
  command: ConnectionCommand,
  state: ConnectionState,
): E.Either<ConnectionRefusal, ReadonlyArray<ConnectionEvent>> => {
  const { source, connection } = command.data;
  const occurredAt = afterAll(state, command.data.occurredAt);
  const data = { source, connection, occurredAt };
  const refused = (_tag: ConnectionRefusal['_tag']) => E.left({ _tag, source, connection });
  const exists = state.createdAt !== undefined;
  if (command.type === 'CreateConnection') {
    if (exists) return refused('ConnectionAlreadyExists');
    return E.right([{ type: 'ConnectionCreated', data: command.data }]);
  }
  if (!exists) return refused('ConnectionUnknown');
  const live = liveSecrets(state, occurredAt);
  switch (command.type) {
    case 'ConfigureConnection': {
      const settings = changed(state, command.data.settings);
      const nothing = Object.keys(settings).length === 0;
      return unlessHeld(nothing, { type: 'ConnectionConfigured', data: { ...data, settings } });
    }
    case 'PauseConnection':
      return unlessHeld(isPaused(state), { type: 'ConnectionPaused', data });
    case 'ResumeConnection':
      return unlessHeld(!isPaused(state), { type: 'ConnectionResumed', data });
    case 'RotateConnectionSecret': {
      const { fingerprint, oldEndsAt } = command.data;
      const [newest, ...older] = live;
      if (newest?.fingerprint === fingerprint) return E.right([]);
      if (lookUp(state.secrets, fingerprint) !== undefined) return refused('SecretUsedBefore');
      const ends = [
        ...(newest === undefined ? [] : [{ fingerprint: newest.fingerprint, at: later(oldEndsAt, occurredAt) }]),
        ...older.map((old) => ({ fingerprint: old.fingerprint, at: occurredAt })),
      ];
      return E.right([{ type: 'ConnectionSecretRotated', data: { ...data, fingerprint, ends } }]);
    }
    case 'RetireOldSecrets':
      return E.right(
        live.slice(1).map(({ fingerprint }) => ({ type: 'ConnectionSecretRetired', data: { ...data, fingerprint } })),
      );
    case 'ChangeConnectionCredentials': {
      const held = state.credentials?.value.fingerprint === command.data.fingerprint;
      return unlessHeld(held, { type: 'ConnectionCredentialsChanged', data: { ...command.data, occurredAt } });
    }
  }
};
