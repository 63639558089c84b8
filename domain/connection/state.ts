import { type Keyed, lookUp, put } from '../keyed.js';
import { type Dated, earlier, later, latest } from '../latest.js';
import { type Timestamp, timestampOf } from '../primitives.js';
import type { ConnectionEvent } from './events.js';

type Secret = { readonly from: Timestamp | undefined; readonly end: Dated<Timestamp> | undefined };

export type ConnectionState = {
  readonly createdAt: Timestamp | undefined;
  /** The time of the latest fact. */
  readonly lastAt: Timestamp | undefined;
  readonly settings: Keyed<Dated<unknown>>;
  readonly paused: Dated<boolean> | undefined;
  /** By fingerprint. */
  readonly secrets: Keyed<Secret>;
  readonly credentials: Dated<{ readonly names: ReadonlyArray<string>; readonly fingerprint: string }> | undefined;
};

export const initialConnection: ConnectionState = {
  createdAt: undefined,
  lastAt: undefined,
  settings: {},
  paused: undefined,
  secrets: {},
  credentials: undefined,
};

const said = (held: ConnectionState['settings'], settings: Readonly<Record<string, unknown>>, at: Timestamp) =>
  Object.entries(settings).reduce(
    (all, [name, value]) => put(all, name, latest<unknown>(lookUp(all, name), { value, at })),
    held,
  );

const unseen: Secret = { from: undefined, end: undefined };

const begun = (secrets: Keyed<Secret>, fingerprint: string, at: Timestamp): Keyed<Secret> => {
  const held = lookUp(secrets, fingerprint) ?? unseen;
  return put(secrets, fingerprint, { ...held, from: earlier(held.from, at) });
};

const ended = (secrets: Keyed<Secret>, fingerprint: string, end: Dated<Timestamp>): Keyed<Secret> => {
  const held = lookUp(secrets, fingerprint) ?? unseen;
  return put(secrets, fingerprint, { ...held, end: latest(held.end, end) });
};

export const evolve = (before: ConnectionState, event: ConnectionEvent): ConnectionState => {
  const at = event.data.occurredAt;
  const state = { ...before, lastAt: later(before.lastAt, at) };
  switch (event.type) {
    case 'ConnectionCreated': {
      const secrets = event.data.fingerprints.reduce((all, each) => begun(all, each, at), state.secrets);
      const settings = said(state.settings, event.data.settings, at);
      return { ...state, createdAt: earlier(state.createdAt, at), settings, secrets };
    }
    case 'ConnectionConfigured':
      return { ...state, settings: said(state.settings, event.data.settings, at) };
    case 'ConnectionPaused':
      return { ...state, paused: latest(state.paused, { value: true, at }) };
    case 'ConnectionResumed':
      return { ...state, paused: latest(state.paused, { value: false, at }) };
    case 'ConnectionSecretRotated': {
      const { fingerprint, ends } = event.data;
      const secrets = ends.reduce(
        (all, end) => ended(all, end.fingerprint, { value: end.at, at }),
        begun(state.secrets, fingerprint, at),
      );
      return { ...state, secrets };
    }
    case 'ConnectionSecretRetired':
      return { ...state, secrets: ended(state.secrets, event.data.fingerprint, { value: at, at }) };
    case 'ConnectionCredentialsChanged': {
      const { names, fingerprint } = event.data;
      return { ...state, credentials: latest(state.credentials, { value: { names, fingerprint }, at }) };
    }
  }
};

/** A time after every fact there is: clocks differ, and what is said last is to hold. */
export const afterAll = ({ lastAt }: ConnectionState, at: Timestamp): Timestamp =>
  lastAt === undefined || lastAt < at ? at : timestampOf(Date.parse(lastAt) + 1);

export const isPaused = ({ paused }: ConnectionState): boolean => paused?.value ?? false;

/** What is set, without what was taken away. */
export const settingsOf = ({ settings }: ConnectionState): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([name, { value }]) => (value === null ? [] : [[name, value] as const])),
  );

export type LiveSecret = {
  readonly fingerprint: string;
  readonly from: Timestamp;
  readonly endsAt: Timestamp | undefined;
};

/** The newest first; those of the same time as they were named. */
export const liveSecrets = ({ secrets }: ConnectionState, at: Timestamp): ReadonlyArray<LiveSecret> =>
  Object.entries(secrets)
    .flatMap(([fingerprint, { from, end }]) =>
      from === undefined || (end !== undefined && end.value <= at) ? [] : [{ fingerprint, from, endsAt: end?.value }],
    )
    .sort((a, b) => (a.from === b.from ? 0 : a.from > b.from ? -1 : 1));
