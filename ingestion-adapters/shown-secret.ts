import { badSignature, missingSignature, type Verification, verified } from './delivery.js';
import { isSecret } from './signature.js';

/** Basic credentials are `user:password`; some senders show a key as a user without a password, or as a password alone. */
const credentialsIn = (basic: string): ReadonlyArray<string> => {
  const text = Buffer.from(basic, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon < 0) return [text];
  const [user, password] = [text.slice(0, colon), text.slice(colon + 1)];
  return [text, password === '' ? user : password];
};

/** What an Authorization header shows, `undefined` where it is of another scheme than Basic and Bearer. */
export const shownIn = (authorization: string | undefined): ReadonlyArray<string> | undefined => {
  const [, scheme = '', given] = /^(Basic|Bearer) +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (given === undefined) return undefined;
  return scheme.toLowerCase() === 'basic' ? credentialsIn(given) : [given];
};

/** For senders that sign nothing: one of what they show has to be one of the secrets. */
export const showsSecret = (shown: ReadonlyArray<string> | undefined, secrets: ReadonlyArray<string>): Verification => {
  if (shown === undefined || shown.length === 0) return missingSignature;
  return shown.filter((candidate) => isSecret(candidate, secrets)).length > 0 ? verified : badSignature;
};
