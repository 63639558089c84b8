import { badSignature, missingSignature, type Verify, verified } from '../delivery.js';
import { isSecret } from '../signature.js';

/** Basic credentials are `user:password`; a Mixpanel project secret is a user without a password. */
const candidatesOf = (basic: string): ReadonlyArray<string> => {
  const text = Buffer.from(basic, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon < 0) return [text];
  const [user, password] = [text.slice(0, colon), text.slice(colon + 1)];
  return [text, password === '' ? user : password];
};

/** Mixpanel signs nothing: whoever sends its exports shows the secret, as Basic credentials or as a bearer token. */
export const verifyMixpanel: Verify = ({ headers }, { secrets }) => {
  const [, scheme = '', given] = /^(Basic|Bearer) +(\S+) *$/i.exec(headers['authorization'] ?? '') ?? [];
  if (given === undefined) return missingSignature;
  const candidates = scheme.toLowerCase() === 'basic' ? candidatesOf(given) : [given];
  return candidates.some((candidate) => isSecret(candidate, secrets)) ? verified : badSignature;
};
