import * as t from 'io-ts';
import { oneOf } from '../../domain/primitives.js';

export const Source = oneOf('hubspot', 'zendesk', 'mixpanel');
export type Source = t.TypeOf<typeof Source>;

export const ConnectionSettings = t.exact(
  t.partial({
    /** Mixpanel: event properties that may name the account, in the order they are tried. */
    accountProperties: t.readonlyArray(t.string),
    /** Whose ids those are, as `source/connection`; the connection's own when absent. */
    accountIdsAre: t.string,
    /** IANA zone of the times of a project that exports local time. UTC when absent. */
    timeZone: t.string,
    /** ISO 4217 code for amounts that come without one. */
    currency: t.string,
    /** Seconds a signed timestamp may differ from now. */
    toleranceSeconds: t.number,
  }),
  'ConnectionSettings',
);
export type ConnectionSettings = t.TypeOf<typeof ConnectionSettings>;

/** One use of a source. `name` is unique within it: `hubspot/demo`. */
export type Connection = {
  readonly source: Source;
  readonly name: string;
  /** Live secrets, newest first; two while one is being rotated. */
  readonly secrets: ReadonlyArray<string>;
  readonly settings: ConnectionSettings;
};

export type Connections = {
  readonly find: (source: string, name: string) => Promise<Connection | undefined>;
  readonly list: () => Promise<ReadonlyArray<Connection>>;
  /** Adds it, or replaces the one of the same source and name. */
  readonly save: (connection: Connection) => Promise<void>;
};
