import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { Connection } from '../../application/ports/connections.js';
import type { PullDeps, VendorResponse } from '../feed.js';
import { makeAccess } from './access.js';
import { refused } from './refused.js';

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

export const getPageOf = (deps: PullDeps): GetPage => {
  const baseUrl = addressOf(deps.connection);
  const access = makeAccess(deps, baseUrl);
  const get = async (url: string): Promise<VendorResponse> =>
    deps.ask({
      method: 'GET',
      url,
      headers: { accept: 'application/json', authorization: await access.authorization() },
    });
  return async (codec, path, query) => {
    const url = `${baseUrl}/api/v2/${path}?${new URLSearchParams(query)}`;
    const first = await get(url);
    const { status, body } = first.status === 401 && (await access.renew()) ? await get(url) : first;
    if (status !== 200) throw refused(status, `Zendesk answered ${status} to ${path}.`);
    const decoded = E.chainW(codec.decode)(parseJson(body));
    if (E.isLeft(decoded)) throw refused(status, `Zendesk answered ${path} with something other than a page.`);
    return { json: decoded.right, body };
  };
};
