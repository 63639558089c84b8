import * as t from 'io-ts';
import { nullable } from '../../domain/primitives.js';
import { instant, integer, position } from './texts.js';

/** `endsAt` is `null` while it is not to end. The secret itself is shown once, to whoever made it. */
const Secret = t.strict({ fingerprint: t.string, endsAt: nullable(instant) }, 'ConnectionSecret');

export const Connection = t.strict(
  {
    source: t.string,
    name: t.string,
    webhookUrl: t.string,
    paused: t.boolean,
    /** Why what is kept of it cannot be read, so that it takes and pulls nothing; `null` while all is well. */
    broken: nullable(t.string),
    settings: t.record(t.string, t.unknown),
    /** The newest first. */
    secrets: t.readonlyArray(Secret),
    /** Names of what is shown to the vendor's API. */
    credentials: t.readonlyArray(t.string),
    /** How many things its deliveries said that were kept but not understood. */
    notUnderstood: integer,
  },
  'Connection',
);
export type Connection = t.TypeOf<typeof Connection>;

export const ConnectionList = t.strict({ items: t.readonlyArray(Connection) }, 'ConnectionList');
export type ConnectionList = t.TypeOf<typeof ConnectionList>;

/** A connection as it is now, where in the log that stands, and the secret where one was made: it is not shown again. */
export const ChangedConnection = t.strict(
  { connection: Connection, position: nullable(position), secret: nullable(t.string) },
  'ChangedConnection',
);
export type ChangedConnection = t.TypeOf<typeof ChangedConnection>;

const Check = t.strict({ check: t.string, ok: t.boolean, says: t.string }, 'ConnectionCheck');

export const TestedConnection = t.strict({ ok: t.boolean, checks: t.readonlyArray(Check) }, 'TestedConnection');
export type TestedConnection = t.TypeOf<typeof TestedConnection>;
