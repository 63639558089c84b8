import * as t from 'io-ts';
import { isTagged } from '../../domain/errors.js';
import { oneOf } from '../../domain/primitives.js';
import { SignatureVerifier } from '../signature-verifier.js';

export const sources = [
  'hubspot',
  'salesforce',
  'custom-crm',
  'mixpanel',
  'amplitude',
  'zendesk',
  'intercom',
  'custom-support',
] as const;
export const Source = oneOf(...sources);
export type Source = t.TypeOf<typeof Source>;

export const ConnectionSettings = t.exact(
  t.partial({
    /** Product analytics: event properties that may name the account, in the order they are tried. */
    accountProperties: t.readonlyArray(t.string),
    /** Whose ids those are, as `source/connection`; the connection's own when absent. */
    accountIdsAre: t.string,
    /** IANA zone of the times of a project that exports local time. UTC when absent. */
    timeZone: t.string,
    /** ISO 4217 code for amounts that come without one. */
    currency: t.string,
    /** Seconds a signed timestamp may differ from now. */
    toleranceSeconds: t.number,
    /** Where the vendor's API is, such as `https://example.my.salesforce.com`; the vendor's usual address when absent. */
    baseUrl: t.string,
    /** The version of the API that is asked for, where the vendor has several. */
    apiVersion: t.string,
    /** The vendor's own id of what the connection is to: project, organisation, app. */
    vendorId: t.string,
    /** Which fields of a CRM mean what it has no field of its own for: `{"Account.segment": "Segment__c"}`. */
    customFields: t.record(t.string, t.string),
    /** The day that pulling begins with; what is older is left out. */
    startsOn: t.string,
    /** Requests a minute that the vendor's API is sent at most, instead of what is known of it, by the name of the limit: `{"all": 600}`. */
    requestsPerMinute: t.record(t.string, t.number),
    /** How deliveries are signed, where the sender has a way of its own. */
    verifier: SignatureVerifier,
  }),
  'ConnectionSettings',
);
export type ConnectionSettings = t.TypeOf<typeof ConnectionSettings>;

/** One use of a source. `name` is unique within it: `hubspot/demo`. */
export type Connection = {
  readonly source: Source;
  readonly name: string;
  /** Live secrets that deliveries are signed with, newest first; two while one is being rotated. */
  readonly secrets: ReadonlyArray<string>;
  /** When a secret ends, by the secret, as `Timestamp`s. One that is not here does not end. */
  readonly secretEnds?: Readonly<Record<string, string>>;
  /** What we show the vendor's API, such as `accessToken`; absent where nothing is pulled. */
  readonly credentials?: Readonly<Record<string, string>>;
  readonly settings: ConnectionSettings;
  /** Nothing is pulled while it is paused, and deliveries are refused. */
  readonly paused?: boolean;
};

/** There is one, but what is kept of it cannot be read: it was sealed with another key, is damaged, or of another version. */
export type ConnectionBroken = {
  readonly _tag: 'ConnectionBroken';
  readonly source: string;
  readonly connection: string;
  readonly reason: string;
};
export const isConnectionBroken = isTagged<ConnectionBroken>('ConnectionBroken');

export type Connections = {
  /** Rejects with `ConnectionBroken`. */
  readonly find: (source: string, name: string) => Promise<Connection | undefined>;
  /** By source and name. One that is broken stands among the others. */
  readonly list: () => Promise<ReadonlyArray<Connection | ConnectionBroken>>;
  /** Adds it, or replaces the one of the same source and name, broken or not. */
  readonly save: (connection: Connection) => Promise<void>;
  /**
   * Saves what `change` makes of the connection that is kept, or leaves it where that is `undefined`; gives back what is
   * kept then. Updates of one connection, by whichever process, come one after the other. Rejects as `find` and `change` do.
   */
  readonly update: (
    source: string,
    name: string,
    change: (kept: Connection | undefined) => Promise<Connection | undefined>,
  ) => Promise<Connection | undefined>;
};
