import * as E from 'fp-ts/lib/Either.js';
import type { PullDeps, VendorResponse } from '../feed.js';
import { parseExactJson } from './exact-json.js';
import { refused, refusedBy } from './refused.js';
import { askToken, type Token } from './token.js';

export type Session = {
  /** Path from the host on. Answers with 2xx; throws `VendorRefused` on any other, but those it is told to hand back. */
  readonly get: (path: string, handBack?: ReadonlyArray<number>) => Promise<VendorResponse>;
  readonly post: (path: string, body: object) => Promise<VendorResponse>;
  /** `/services/data/v60.0`: the same in all calls, as bulk jobs demand. */
  readonly api: string;
};

const DEFAULT_VERSION = '60.0';

/** Asks as the connection may, with a token that is asked for when it is first needed, and once more when it is refused. */
export const makeSession = (deps: Pick<PullDeps, 'ask' | 'connection' | 'now'>): Session => {
  let token: Token | undefined;
  const send = async (method: 'GET' | 'POST', path: string, body?: string): Promise<VendorResponse> => {
    token ??= await askToken(deps);
    const { accessToken, instanceUrl } = token;
    const headers = {
      authorization: `Bearer ${accessToken}`,
      accept: path.includes('/results') ? 'text/csv' : 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    return deps.ask({ method, url: `${instanceUrl}${path}`, headers, ...(body === undefined ? {} : { body }) });
  };
  const sendAgain = async (...request: Parameters<typeof send>): Promise<VendorResponse> => {
    const answer = await send(...request);
    if (answer.status !== 401) return answer;
    token = undefined;
    return send(...request);
  };
  const final = (answer: VendorResponse, path: string, handBack: ReadonlyArray<number> = []): VendorResponse => {
    const isFine = (answer.status >= 200 && answer.status < 300) || handBack.includes(answer.status);
    if (!isFine) throw refusedBy(answer, path.split('?')[0] ?? path);
    return answer;
  };
  const version = (deps.connection.settings.apiVersion ?? DEFAULT_VERSION).replace(/^v/, '');
  return {
    api: `/services/data/v${version}`,
    get: async (path, handBack) => final(await sendAgain('GET', path), path, handBack),
    post: async (path, body) => final(await sendAgain('POST', path, JSON.stringify(body)), path),
  };
};

export const jsonIn = ({ status, body }: VendorResponse): unknown => {
  const parsed = parseExactJson(body);
  if (E.isLeft(parsed)) throw refused(status, `the answer is not JSON: ${parsed.left.place}`);
  return parsed.right;
};
