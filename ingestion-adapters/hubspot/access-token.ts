import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { PullDeps, VendorRefused } from '../feed.js';

const Granted = t.type({ access_token: t.string }, 'Granted');

const refused = (status: number, reason: string): VendorRefused => ({ _tag: 'VendorRefused', status, reason });

export type AccessToken = {
  readonly get: () => Promise<string>;
  /** Whether another one can be had after one was refused. */
  readonly renew: () => Promise<boolean>;
};

/**
 * A private app has a token that lasts. Of an OAuth app the connection keeps the refresh token, for which HubSpot gives
 * tokens that last half an hour. Rejects with `VendorRefused` where there are no credentials, or HubSpot takes none.
 */
export const makeAccessToken = (
  { ask, connection }: Pick<PullDeps, 'ask' | 'connection'>,
  baseUrl: string,
): AccessToken => {
  const { accessToken, clientId, clientSecret, refreshToken } = connection.credentials ?? {};
  let token = accessToken;

  const grant = async (): Promise<string | undefined> => {
    if (clientId === undefined || clientSecret === undefined || refreshToken === undefined) return undefined;
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret });
    form.set('refresh_token', refreshToken);
    const { status, body } = await ask({
      method: 'POST',
      url: `${baseUrl}/oauth/v1/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    const granted = E.chain<unknown, unknown, t.TypeOf<typeof Granted>>(Granted.decode)(parseJson(body));
    if (status !== 200 || E.isLeft(granted))
      throw refused(status, 'HubSpot gave no access token for the refresh token.');
    return granted.right.access_token;
  };

  return {
    get: async () => {
      token ??= await grant();
      if (token === undefined) throw refused(401, 'The connection has neither an access token nor a refresh token.');
      return token;
    },
    renew: async () => {
      const granted = await grant();
      token = granted ?? token;
      return granted !== undefined;
    },
  };
};
