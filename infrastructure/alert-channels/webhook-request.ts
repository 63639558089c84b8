import { createHmac } from 'node:crypto';
import type * as t from 'io-ts';
import type { WebhookTarget } from '../../application/ports/alert-channels.js';
import type { AlertNotice } from '../../application/ports/deliver-notice.js';
import type { VendorRequest } from '../../application/ports/vendor-http.js';

/** Standard Webhooks 1.0.0: id, seconds since 1970 and body, joined by points, under the key that the secret is base64 of. */
const signatureOf = (secret: string, signed: string): string => {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
};

/** The notice as JSON, signed. */
export const webhookRequest = (
  { url, secret }: t.TypeOf<typeof WebhookTarget>,
  { id, about, alert }: AlertNotice,
  now: Date,
): VendorRequest => {
  const body = JSON.stringify({ type: `alert.${about}`, timestamp: now.toISOString(), data: alert });
  const seconds = String(Math.floor(now.getTime() / 1_000));
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': signatureOf(secret, `${id}.${seconds}.${body}`),
    },
    body,
  };
};
