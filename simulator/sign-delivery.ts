import { createHmac } from 'node:crypto';
import type { Delivery } from './delivery.js';

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64');

/** The headers the vendor would send with a delivery to this address, at this time, knowing this secret. */
export const signDelivery = (
  { source, body }: Delivery,
  { url, secret, now }: { readonly url: string; readonly secret: string; readonly now: Date },
): Readonly<Record<string, string>> => {
  switch (source) {
    case 'hubspot': {
      const timestamp = `${now.getTime()}`;
      return {
        'content-type': 'application/json',
        'x-hubspot-request-timestamp': timestamp,
        'x-hubspot-signature-v3': hmac(secret, `POST${url}${body}${timestamp}`),
      };
    }
    case 'zendesk': {
      const timestamp = now.toISOString();
      return {
        'content-type': 'application/json',
        'x-zendesk-webhook-signature-timestamp': timestamp,
        'x-zendesk-webhook-signature': hmac(secret, `${timestamp}${body}`),
      };
    }
    case 'mixpanel':
      return {
        'content-type': 'application/x-ndjson',
        authorization: `Basic ${Buffer.from(`treering:${secret}`).toString('base64')}`,
      };
  }
};
