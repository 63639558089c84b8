import { badSignature, missingSignature, type Verify, verified } from '../delivery.js';
import { isHmacOf } from '../hmac.js';

/** X-Hub-Signature: the body alone, under the app's client secret. No time is signed, so none can be stale. */
export const verifyIntercom: Verify = ({ headers, body }, { secrets }) => {
  const [, signature] = /^sha1=(\S*)$/.exec(headers['x-hub-signature'] ?? '') ?? [];
  if (!headers['x-hub-signature']) return missingSignature;
  return signature !== undefined && isHmacOf(signature, { algorithm: 'sha1', encoding: 'hex' }, secrets, [body])
    ? verified
    : badSignature;
};
