import { createHmac } from 'node:crypto';
import type { Delivery, SimulatedSource } from './delivery.js';

const json = { 'content-type': 'application/json' };

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64');

/** The headers the vendor would send with a delivery to this address, at this time, knowing this secret. */
export const signDelivery = (
  { source, body }: Delivery<SimulatedSource>,
  { url, secret, now }: { readonly url: string; readonly secret: string; readonly now: Date },
): Readonly<Record<string, string>> => {
  switch (source) {
    case 'hubspot': {
      const timestamp = `${now.getTime()}`;
      return {
        ...json,
        'x-hubspot-request-timestamp': timestamp,
        'x-hubspot-signature-v3': hmac(secret, `POST${url}${body}${timestamp}`),
      };
    }
    case 'zendesk': {
      const timestamp = now.toISOString();
      return {
        ...json,
        'x-zendesk-webhook-signature-timestamp': timestamp,
        'x-zendesk-webhook-signature': hmac(secret, `${timestamp}${body}`),
      };
    }
    case 'intercom':
      return { ...json, 'x-hub-signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}` };
    case 'salesforce':
    case 'amplitude':
      return { ...json, 'x-webhook-secret': secret };
    case 'mixpanel':
      return {
        'content-type': 'application/x-ndjson',
        authorization: `Basic ${Buffer.from(`treering:${secret}`).toString('base64')}`,
      };
  }
};
