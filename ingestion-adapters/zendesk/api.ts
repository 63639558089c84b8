import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { Connection } from '../../application/ports/connections.js';
import type { PullDeps, VendorRefused } from '../feed.js';

export const refused = (status: number, reason: string): VendorRefused => ({ _tag: 'VendorRefused', status, reason });

/** An answer from which nothing can go on, though it says that there is more. */
export const noWayOn = (path: string): VendorRefused =>
  refused(200, `Zendesk says that ${path} has more, but not where it goes on.`);

/** An API token goes with the address of who it belongs to; Zendesk wants `/token` between the two. */
const authorizationOf = ({ credentials = {} }: Connection): string => {
  const { accessToken, email, apiToken } = credentials;
  if (accessToken) return `Bearer ${accessToken}`;
  if (email && apiToken) return `Basic ${Buffer.from(`${email}/token:${apiToken}`).toString('base64')}`;
  throw refused(401, 'The connection has neither accessToken nor email and apiToken.');
};

const addressOf = ({ settings: { baseUrl, vendorId } }: Connection): string => {
  if (baseUrl) return baseUrl.replace(/\/+$/, '');
  if (vendorId) return `https://${vendorId}.zendesk.com`;
  throw refused(404, 'The connection has no baseUrl, such as https://example.zendesk.com.');
};

export type Answer<A> = { readonly json: A; readonly body: Buffer };

/** Asks for what is at a path, in this shape. Rejects with `VendorRefused` where the answer is another. */
export type GetPage = <A>(
  codec: t.Type<A, unknown, unknown>,
  path: string,
  query: Readonly<Record<string, string>>,
) => Promise<Answer<A>>;

export const getPageOf =
  ({ ask, connection }: Pick<PullDeps, 'ask' | 'connection'>): GetPage =>
  async (codec, path, query) => {
    const { status, body } = await ask({
      method: 'GET',
      url: `${addressOf(connection)}/api/v2/${path}?${new URLSearchParams(query)}`,
      headers: { accept: 'application/json', authorization: authorizationOf(connection) },
    });
    if (status !== 200) throw refused(status, `Zendesk answered ${status} to ${path}.`);
    const decoded = E.chainW(codec.decode)(parseJson(body));
    if (E.isLeft(decoded)) throw refused(status, `Zendesk answered ${path} with something other than a page.`);
    return { json: decoded.right, body };
  };
