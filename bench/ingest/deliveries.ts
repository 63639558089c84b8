import { createHmac } from 'node:crypto';
import type { Source } from '../../application/ports/connections.js';
import { sampleBodies } from '../../test/support/sample-deliveries.js';

export type SignedDelivery = { readonly body: string; readonly headers: Readonly<Record<string, string>> };

/** As Standard Webhooks has it; the vendors that take any text take this one too. */
export const SECRET = `whsec_${Buffer.from('a secret of a benchmark').toString('base64')}`;

/** What the vendors wait for an answer, in milliseconds; ten seconds where none is known. */
export const limits: Readonly<Record<Source, number>> = {
  hubspot: 5_000,
  salesforce: 60_000,
  'custom-crm': 10_000,
  mixpanel: 10_000,
  amplitude: 10_000,
  zendesk: 12_000,
  intercom: 500,
  'custom-support': 10_000,
};

const IDS = /501|35436|lead_9|"c-1"|001A0000004abcd/g;

const macOf = (algorithm: 'sha1' | 'sha256', key: string | Buffer, text: string) =>
  createHmac(algorithm, key).update(text);

const standard = (n: number, body: string): Readonly<Record<string, string>> => {
  const at = `${Math.floor(Date.now() / 1000)}`;
  const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
  const signature = macOf('sha256', key, `msg_${n}.${at}.${body}`).digest('base64');
  return { 'webhook-id': `msg_${n}`, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` };
};

const headersOf = (source: Source, n: number, body: string, url: string): Readonly<Record<string, string>> => {
  switch (source) {
    case 'hubspot': {
      const at = `${Date.now()}`;
      const signature = macOf('sha256', SECRET, `POST${url}${body}${at}`).digest('base64');
      return { 'x-hubspot-request-timestamp': at, 'x-hubspot-signature-v3': signature };
    }
    case 'zendesk': {
      const at = new Date().toISOString();
      const signature = macOf('sha256', SECRET, `${at}${body}`).digest('base64');
      return { 'x-zendesk-webhook-signature-timestamp': at, 'x-zendesk-webhook-signature': signature };
    }
    case 'intercom':
      return { 'x-hub-signature': `sha1=${macOf('sha1', SECRET, body).digest('hex')}` };
    case 'custom-crm':
    case 'custom-support':
      return standard(n, body);
    case 'mixpanel':
    case 'amplitude':
    case 'salesforce':
      return { authorization: `Basic ${Buffer.from(`treering:${SECRET}`).toString('base64')}` };
  }
};

/** So many deliveries of a source, no two alike, signed for an address as the vendor would sign them now. */
export const signedDeliveries = (
  source: Source,
  count: number,
  from: number,
  url: string,
): ReadonlyArray<SignedDelivery> => {
  const [sample = ''] = sampleBodies[source];
  return Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const body = sample.replaceAll(IDS, (found) => (found.startsWith('"') ? `"c-${n}"` : `${1_000_000 + n}`));
    const contentType = source === 'mixpanel' ? 'application/x-ndjson' : 'application/json';
    return { body, headers: { 'content-type': contentType, ...headersOf(source, n, body, url) } };
  });
};
