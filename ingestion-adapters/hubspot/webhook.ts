import { badSignature, missingSignature, staleTimestamp, type Verify, verified } from '../delivery.js';
import { isFresh, isSigned } from '../signature.js';

const DECODED = /%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

/** HubSpot signs the URI with these characters decoded and all others as they are (developers.hubspot.com, "Validating requests"). */
export const signedUri = (uri: string): string => uri.replace(DECODED, decodeURIComponent);

/** X-HubSpot-Signature-v3: method, URI, body and timestamp. */
export const verifyHubspot: Verify = ({ method, uris, headers, body }, credentials, now) => {
  const signature = headers['x-hubspot-signature-v3'];
  const timestamp = headers['x-hubspot-request-timestamp'];
  if (!signature || !timestamp) return missingSignature;
  const messages = uris.map((uri) => [method.toUpperCase(), signedUri(uri), body, timestamp]);
  if (!isSigned(signature, credentials.secrets, messages)) return badSignature;
  return /^\d{1,16}$/.test(timestamp) && isFresh(Number(timestamp), now, credentials) ? verified : staleTimestamp;
};
