import { partsOf, type SignatureVerifier } from '../application/signature-verifier.js';
import {
  badSignature,
  type Delivery,
  missingSignature,
  staleTimestamp,
  type Verification,
  type Verify,
  verified,
} from './delivery.js';
import { isHmacOf } from './hmac.js';
import { isFresh } from './signature.js';

const LATEST_IN_SECONDS = 1e11;

/** NaN where it is no time. Twelve digits and more are milliseconds. */
const millisecondsOf = (timestamp: string): number => {
  if (!/^\d{1,15}$/.test(timestamp)) return Date.parse(timestamp);
  const number = Number(timestamp);
  return number < LATEST_IN_SECONDS ? number * 1000 : number;
};

/** Undefined where a header that is signed is not there. */
const messageOf = (
  { headers, body }: Delivery,
  { signed = '{body}', timestampHeader }: SignatureVerifier,
): ReadonlyArray<string | Buffer> | undefined => {
  const standingFor = (name: string) =>
    name === 'body' ? body : headers[name === 'timestamp' ? (timestampHeader ?? '') : name];
  const message: Array<string | Buffer> = [];
  for (const part of partsOf(signed)) {
    const value = 'text' in part ? part.text : standingFor(part.name);
    if (value === undefined) return undefined;
    message.push(value);
  }
  return message;
};

/** Verifies as the verifier says, such as Help Scout's base64 of HMAC-SHA-1 or Segment's hexadecimal one. */
export const verifyConfigured =
  (verifier: SignatureVerifier): Verify =>
  (delivery, credentials, now): Verification => {
    const { header, prefix = '', algorithm = 'sha256', encoding = 'hex', timestampHeader, toleranceSeconds } = verifier;
    const shown = delivery.headers[header];
    const timestamp = timestampHeader === undefined ? undefined : delivery.headers[timestampHeader];
    const message = messageOf(delivery, verifier);
    if (!shown || message === undefined) return missingSignature;
    if (timestampHeader !== undefined && !timestamp) return missingSignature;
    const signature = shown.startsWith(prefix) ? shown.slice(prefix.length).trim() : '';
    if (!isHmacOf(signature, { algorithm, encoding }, credentials.secrets, message)) return badSignature;
    if (timestamp === undefined) return verified;
    const tolerance = toleranceSeconds === undefined ? credentials : { ...credentials, toleranceSeconds };
    return isFresh(millisecondsOf(timestamp), now, tolerance) ? verified : staleTimestamp;
  };
