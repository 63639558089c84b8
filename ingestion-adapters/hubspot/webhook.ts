import { createHash } from 'node:crypto';
import {
  badSignature,
  type Credentials,
  type Delivery,
  missingSignature,
  staleTimestamp,
  type Verification,
  type Verify,
  verified,
} from '../delivery.js';
import { isFresh, isSecret, isSigned } from '../signature.js';

const DECODED = /%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

/** HubSpot signs the URI with these characters decoded and all others as they are (developers.hubspot.com, "Validating requests"). */
export const signedUri = (uri: string): string => uri.replace(DECODED, decodeURIComponent);

/** X-HubSpot-Signature-v3: method, URI, body and timestamp. */
const verifyV3 = ({ method, uris, headers, body }: Delivery, credentials: Credentials, now: Date): Verification => {
  const signature = headers['x-hubspot-signature-v3'];
  const timestamp = headers['x-hubspot-request-timestamp'];
  if (!signature || !timestamp) return missingSignature;
  const messages = uris.map((uri) => [method.toUpperCase(), signedUri(uri), body, timestamp]);
  if (!isSigned(signature, credentials.secrets, messages)) return badSignature;
  return /^\d{1,16}$/.test(timestamp) && isFresh(Number(timestamp), now, credentials) ? verified : staleTimestamp;
};

type Parts = ReadonlyArray<string | Buffer>;

const hashOf = (parts: Parts): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/**
 * X-HubSpot-Signature: the hex SHA-256 of secret and body (v1), or of secret, method, URI and body (v2). A header
 * without a version is v1. Neither carries a time, so neither can be stale.
 */
const verifyHashed = ({ method, uris, headers, body }: Delivery, { secrets }: Credentials): Verification => {
  const signature = headers['x-hubspot-signature'];
  if (!signature) return missingSignature;
  const version = headers['x-hubspot-signature-version'] ?? 'v1';
  const messages: Readonly<Record<string, ReadonlyArray<Parts>>> = {
    v1: [[body]],
    v2: uris.map((uri) => [method.toUpperCase(), uri, body]),
  };
  const signed = Object.hasOwn(messages, version) ? (messages[version] ?? []) : [];
  const hashes = secrets.flatMap((secret) => signed.map((parts) => hashOf([secret, ...parts])));
  return isSecret(signature.trim(), hashes) ? verified : badSignature;
};

/** What comes with a v3 header stands or falls with it: never is a weaker signature looked at beside it. */
export const verifyHubspot: Verify = (delivery, credentials, now) =>
  delivery.headers['x-hubspot-signature-v3'] === undefined
    ? verifyHashed(delivery, credentials)
    : verifyV3(delivery, credentials, now);
