import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { PullDeps, VendorRefused, VendorRequest, VendorResponse } from '../feed.js';
import { makeAccessToken } from './access-token.js';
import type { HubspotObject } from './topic.js';

const PLURALS: Readonly<Record<HubspotObject, string>> = {
  company: 'companies',
  contact: 'contacts',
  deal: 'deals',
  ticket: 'tickets',
};

export type HubspotApi = {
  readonly get: (path: string) => Promise<VendorResponse>;
  readonly post: (path: string, body: unknown) => Promise<VendorResponse>;
  readonly objects: (object: HubspotObject) => string;
  readonly pipelines: (object: HubspotObject) => string;
};

/** Dated versions come after the kind of API, older ones before it: `/crm/v3/objects/deals`, `/crm/objects/2026-09/deals`. */
const pathOf = (version: string, kind: string, object: HubspotObject): string =>
  /^v\d/.test(version) ? `/crm/${version}/${kind}/${PLURALS[object]}` : `/crm/${kind}/${version}/${PLURALS[object]}`;

/** HubSpot's API as one connection may use it. Rejects with `VendorRefused` on any answer that is not what was asked for. */
export const hubspotApi = (deps: Pick<PullDeps, 'ask' | 'connection'>): HubspotApi => {
  const { baseUrl: configured = 'https://api.hubapi.com', apiVersion = 'v3' } = deps.connection.settings;
  const baseUrl = configured.replace(/\/+$/, '');
  const token = makeAccessToken(deps, baseUrl);

  const attempt = async (request: VendorRequest): Promise<VendorResponse> =>
    deps.ask({ ...request, headers: { ...request.headers, authorization: `Bearer ${await token.get()}` } });

  const asking = async (request: VendorRequest): Promise<VendorResponse> => {
    const first = await attempt(request);
    const answer = first.status === 401 && (await token.renew()) ? await attempt(request) : first;
    if (answer.status >= 200 && answer.status < 300) return answer;
    const refused: VendorRefused = {
      _tag: 'VendorRefused',
      status: answer.status,
      reason: `HubSpot refused ${request.method} ${new URL(request.url).pathname}.`,
    };
    throw refused;
  };

  return {
    get: (path) => asking({ method: 'GET', url: `${baseUrl}${path}`, headers: { accept: 'application/json' } }),
    post: (path, body) =>
      asking({
        method: 'POST',
        url: `${baseUrl}${path}`,
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    objects: (object) => pathOf(apiVersion, 'objects', object),
    pipelines: (object) => pathOf(apiVersion, 'pipelines', object),
  };
};

/** Rejects with `VendorRefused` where the answer has another shape than HubSpot documents. */
export const decodeAnswer = <A>(codec: t.Type<A, unknown, unknown>, { status, body }: VendorResponse): A => {
  const decoded = E.chain<unknown, unknown, A>(codec.decode)(parseJson(body));
  if (E.isRight(decoded)) return decoded.right;
  const refused: VendorRefused = { _tag: 'VendorRefused', status, reason: `HubSpot sent no ${codec.name}.` };
  throw refused;
};
