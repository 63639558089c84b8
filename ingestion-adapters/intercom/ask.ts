import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { Connection } from '../../application/ports/connections.js';
import type { AskVendor, VendorRefused, VendorResponse, VendorUnavailable } from '../feed.js';

const API = 'https://api.intercom.io';
const VERSION = '2.14';
const LONGEST_REASON = 300;

export type Answer = {
  readonly status: number;
  readonly bytes: Buffer;
  readonly json: Readonly<Record<string, unknown>>;
};

export const refused = (status: number, reason: string): VendorRefused => ({ _tag: 'VendorRefused', status, reason });
export const unavailable = (reason: string): VendorUnavailable => ({ _tag: 'VendorUnavailable', reason });

/** The `code` of the first error that an answer lists. */
export const errorCodeOf = ({ json }: Answer): string => {
  const errors = json['errors'];
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  return t.UnknownRecord.is(first) && typeof first['code'] === 'string' ? first['code'] : '';
};

const answerOf = ({ status, body }: VendorResponse): Answer => {
  const parsed = parseJson(body);
  const json = E.isRight(parsed) && t.UnknownRecord.is(parsed.right) ? parsed.right : undefined;
  if (status < 300 && json === undefined) throw unavailable('it answered with what is not JSON');
  return { status, bytes: body, json: json ?? {} };
};

/** Asks Intercom's API, in the version that is pinned. What it does not want to answer is refused, but for `expected` statuses. */
export const makeAskIntercom =
  (ask: AskVendor, { credentials, settings }: Connection) =>
  async (path: string, body?: unknown, expected: ReadonlyArray<number> = []): Promise<Answer> => {
    const token = credentials?.['accessToken'] ?? '';
    if (token === '') throw refused(401, 'the connection has no accessToken');
    const answer = answerOf(
      await ask({
        method: body === undefined ? 'GET' : 'POST',
        url: `${(settings.baseUrl ?? API).replace(/\/+$/, '')}${path}`,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          'intercom-version': settings.apiVersion ?? VERSION,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    if (answer.status < 300 || expected.includes(answer.status)) return answer;
    throw refused(answer.status, (errorCodeOf(answer) || `${path} was refused`).slice(0, LONGEST_REASON));
  };

export type AskIntercom = ReturnType<typeof makeAskIntercom>;
