import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import { basicCredentials } from '../basic-credentials.js';
import type { Credentials, PullDeps } from '../feed.js';
import { optional } from '../vendor-codecs.js';
import { refused } from './refused.js';

const Granted = t.type(
  { access_token: t.string, refresh_token: optional(t.string), expires_in: optional(t.number) },
  'Granted',
);

export type Access = {
  /** The Authorization header. Rejects with `VendorRefused`. */
  readonly authorization: () => Promise<string>;
  /** Whether another one can be had after one was refused. */
  readonly renew: () => Promise<boolean>;
};

/** A token is renewed this long before it ends, so that it does not end on its way. */
const BEFORE_END_MS = 60_000;

/**
 * An OAuth app shows tokens that end, after half an hour if not said otherwise. It has new ones by the refresh token, which each
 * renewal replaces, or, where it has none, by its own credentials. An API token goes with the address of who it belongs to; Zendesk wants
 * `/token` between the two.
 */
export const makeAccess = (
  { ask, connection, now, renewCredentials }: Pick<PullDeps, 'ask' | 'connection' | 'now' | 'renewCredentials'>,
  baseUrl: string,
): Access => {
  let credentials: Credentials = connection.credentials ?? {};

  const granted = async (held: Credentials, grant: Readonly<Record<string, string>>): Promise<Credentials> => {
    const { clientId = '', clientSecret = '' } = held;
    const { status, body } = await ask({
      method: 'POST',
      url: `${baseUrl}/oauth/tokens`,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ ...grant, client_id: clientId, client_secret: clientSecret }),
    });
    const decoded = E.chainW(Granted.decode)(parseJson(body));
    if (status !== 200 || E.isLeft(decoded))
      throw refused(status, `Zendesk gave no access token for the ${grant['grant_type']}.`);
    const { access_token, refresh_token, expires_in } = decoded.right;
    const { expiresAt: _, ...rest } = held;
    return {
      ...rest,
      accessToken: access_token,
      ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
      ...(expires_in === undefined ? {} : { expiresAt: new Date(now().getTime() + expires_in * 1_000).toISOString() }),
    };
  };

  /** Somebody else may have renewed them by now, since all feeds of a connection share them. */
  const renewed = async (): Promise<boolean> => {
    const { accessToken: used, clientId } = credentials;
    if (clientId === undefined || renewCredentials === undefined) return false;
    credentials = await renewCredentials(async (kept) => {
      const { accessToken, refreshToken: refresh_token } = kept;
      if (accessToken !== used) return undefined;
      return granted(
        kept,
        refresh_token === undefined
          ? { grant_type: 'client_credentials', scope: 'read' }
          : { grant_type: 'refresh_token', refresh_token },
      );
    });
    return credentials['accessToken'] !== used;
  };

  const isEnding = ({ accessToken, expiresAt, clientId }: Credentials): boolean =>
    accessToken === undefined
      ? clientId !== undefined
      : expiresAt !== undefined && Date.parse(expiresAt) - BEFORE_END_MS <= now().getTime();

  return {
    authorization: async () => {
      if (isEnding(credentials)) await renewed();
      const { accessToken, email, apiToken } = credentials;
      if (accessToken) return `Bearer ${accessToken}`;
      if (email && apiToken) return basicCredentials(`${email}/token`, apiToken);
      throw refused(401, 'The connection has neither accessToken, email and apiToken, nor clientId and clientSecret.');
    },
    renew: renewed,
  };
};
