import * as t from 'io-ts';
import { nullable, oneOf } from '../../domain/primitives.js';
import { instant, integer, position } from './texts.js';

/** `endsAt` is `null` while it is not to end. The secret itself is shown once, to whoever made it. */
const Secret = t.strict({ fingerprint: t.string, endsAt: nullable(instant) }, 'ConnectionSecret');

/** `lastAt` is when the last one came that was new, pushed or pulled; `quarantineUrl` says what was put aside. */
const Deliveries = t.strict(
  { lastAt: nullable(instant), waiting: integer, quarantined: integer, quarantineUrl: t.string },
  'ConnectionDeliveries',
);

/** How a feed did when it last ran. */
const Feed = t.strict(
  {
    feed: t.string,
    /** When the last run began that got all there was. */
    lastPulledAt: nullable(instant),
    /** When its cursor last moved, and how long ago. */
    cursorMovedAt: nullable(instant),
    cursorAgeSeconds: nullable(integer),
    /** Failed runs in a row. */
    failures: integer,
    lastError: nullable(t.strict({ at: instant, reason: t.string })),
    circuit: oneOf('closed', 'open', 'half-open'),
    /** Nothing is asked before, since a limit is used up or it failed again and again; `null` otherwise. */
    asksAgainAt: nullable(instant),
  },
  'ConnectionFeed',
);

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
    deliveries: Deliveries,
    /** Those that were pulled. */
    feeds: t.readonlyArray(Feed),
  },
  'Connection',
);
export type Connection = t.TypeOf<typeof Connection>;

const QuarantinedPart = t.strict(
  { id: t.string, receipt: t.string, place: t.string, reason: t.string, seen: integer, at: instant, bytes: integer },
  'QuarantinedPart',
);

export const Quarantine = t.strict({ items: t.readonlyArray(QuarantinedPart) }, 'Quarantine');
export type Quarantine = t.TypeOf<typeof Quarantine>;

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
