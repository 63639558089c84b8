import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../application/parse-json.js';
import { decodeError } from '../domain/errors.js';
import { Credentials } from '../read-api/parameters/connections.js';

/** `{"accessToken": "…"}`; throws, in words without a value, what is wrong with it. */
export const credentialsIn = (bytes: Buffer): Readonly<Record<string, string>> => {
  const parsed = parseJson(bytes);
  if (E.isLeft(parsed)) throw new Error(`the credentials are not JSON: they break at ${parsed.left.place}`);
  const decoded = Credentials.decode(parsed.right);
  if (E.isRight(decoded) && Object.keys(decoded.right).length > 0) return decoded.right;
  const violations = E.isLeft(decoded) ? decodeError('credentials', decoded.left).violations : [];
  const wrong = violations.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join('; ');
  throw new Error(`the credentials are no object of texts by name${wrong === '' ? '' : `: ${wrong}`}`);
};
