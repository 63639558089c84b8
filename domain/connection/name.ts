import * as t from 'io-ts';

/** What a connection is called within its source: `production` of `hubspot/production`. Part of the address vendors post to. */
export type ConnectionName = string & { readonly ConnectionName: true };

const isName = (u: unknown): u is ConnectionName => typeof u === 'string' && /^[a-z0-9_]{1,40}$/.test(u);

export const ConnectionName = new t.Type<ConnectionName, string, unknown>(
  'ConnectionName',
  isName,
  (u, context) => (isName(u) ? t.success(u) : t.failure(u, context, 'must be 1 to 40 lower-case letters, digits or _')),
  (a) => a,
);
