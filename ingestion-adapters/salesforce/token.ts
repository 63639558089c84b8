import { createSign } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { Connection } from '../../application/ports/connections.js';
import type { PullDeps } from '../feed.js';
import { refused, refusedBy } from './refused.js';

export type Token = { readonly accessToken: string; readonly instanceUrl: string };

const Answer = t.intersection([t.type({ access_token: t.string }), t.partial({ instance_url: t.string })], 'Answer');

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const SECONDS_VALID = 180;

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const assertion = (credentials: Readonly<Record<string, string>>, now: Date): string => {
  const { clientId, username, privateKey = '', audience = 'https://login.salesforce.com' } = credentials;
  const exp = Math.floor(now.getTime() / 1000) + SECONDS_VALID;
  const signed = `${base64url({ alg: 'RS256' })}.${base64url({ iss: clientId, sub: username, aud: audience, exp })}`;
  try {
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey).toString('base64url')}`;
  } catch {
    throw refused(400, 'the private key of the connection cannot sign');
  }
};

const grantOf = (credentials: Readonly<Record<string, string>>, now: Date): Record<string, string> => {
  const { clientId = '', clientSecret, privateKey } = credentials;
  if (privateKey !== undefined) return { grant_type: JWT_BEARER, assertion: assertion(credentials, now) };
  if (clientSecret === undefined) throw refused(400, 'the connection has neither a client secret nor a private key');
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
};

const baseUrlOf = ({ settings }: Connection): string => {
  if (settings.baseUrl === undefined)
    throw refused(400, 'the connection does not say where its organisation is: baseUrl');
  return settings.baseUrl.replace(/\/+$/, '');
};

/**
 * A new access token, by the OAuth 2 client credentials flow, or by the JWT bearer flow where the connection has a
 * `privateKey` (PEM) with its `username`. `loginUrl` is where the organisation's own address does not give out tokens.
 * Throws `VendorRefused`.
 */
export const askToken = async ({
  ask,
  connection,
  now,
}: Pick<PullDeps, 'ask' | 'connection' | 'now'>): Promise<Token> => {
  const credentials = connection.credentials ?? {};
  const baseUrl = baseUrlOf(connection);
  const answer = await ask({
    method: 'POST',
    url: `${(credentials['loginUrl'] ?? baseUrl).replace(/\/+$/, '')}/services/oauth2/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(grantOf(credentials, now())).toString(),
  });
  if (answer.status !== 200) throw refusedBy(answer, 'no token was given');
  const parsed = parseJson(answer.body);
  const decoded = Answer.decode(E.isRight(parsed) ? parsed.right : undefined);
  if (E.isLeft(decoded)) throw refused(200, 'the answer to the request for a token has none');
  const { access_token, instance_url = baseUrl } = decoded.right;
  return { accessToken: access_token, instanceUrl: instance_url.replace(/\/+$/, '') };
};
