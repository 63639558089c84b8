import { badSignature, missingSignature, staleTimestamp, type Verify, verified } from '../delivery.js';
import { isFresh, isSigned } from '../signature.js';

/** X-Zendesk-Webhook-Signature: the timestamp as it stands in its header, and the body. */
export const verifyZendesk: Verify = ({ headers, body }, credentials, now) => {
  const signature = headers['x-zendesk-webhook-signature'];
  const timestamp = headers['x-zendesk-webhook-signature-timestamp'];
  if (!signature || !timestamp) return missingSignature;
  if (!isSigned(signature, credentials.secrets, [[timestamp, body]])) return badSignature;
  return isFresh(Date.parse(timestamp), now, credentials) ? verified : staleTimestamp;
};
