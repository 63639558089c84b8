import { badSignature, type Delivery, missingSignature, type Verify, verified } from '../delivery.js';
import { isSecret } from '../signature.js';
import type { Acknowledgement } from '../vendor.js';

const passwordOf = (basic: string): string => {
  const text = Buffer.from(basic, 'base64').toString();
  return text.slice(text.indexOf(':') + 1);
};

const shownIn = ({ uris, headers }: Delivery): ReadonlyArray<string> => {
  const [, scheme = '', given] = /^(Basic|Bearer) +(\S+) *$/i.exec(headers['authorization'] ?? '') ?? [];
  const authorised = given === undefined ? [] : [scheme.toLowerCase() === 'basic' ? passwordOf(given) : given];
  const header = headers['x-webhook-secret'];
  const asked = uris.flatMap((uri) => new URLSearchParams(uri.split('?').slice(1).join('?')).getAll('secret'));
  return [...new Set([...authorised, ...(header === undefined ? [] : [header]), ...asked])].filter(
    (text) => text !== '',
  );
};

/**
 * Salesforce signs nothing: its outbound messages show the secret in their address, `?secret=`; who relays change events
 * may show it as X-Webhook-Secret, a bearer token, or the password of Basic credentials.
 */
export const verifySalesforce: Verify = (delivery, { secrets }) => {
  const shown = shownIn(delivery);
  if (shown.length === 0) return missingSignature;
  return shown.filter((text) => isSecret(text, secrets)).length > 0 ? verified : badSignature;
};

export const isXml = (body: Buffer): boolean => /^[\s\uFEFF]*</.test(body.subarray(0, 100).toString('utf8'));

const ACK = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
 <soapenv:Body>
  <notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound">
   <Ack>true</Ack>
  </notificationsResponse>
 </soapenv:Body>
</soapenv:Envelope>
`;

/** Anything but this Ack makes Salesforce send an outbound message again, for a day. */
export const acknowledgeSalesforce = ({ body }: Delivery): Acknowledgement =>
  isXml(body)
    ? { status: 200, contentType: 'text/xml; charset=utf-8', body: ACK }
    : { status: 202, contentType: 'application/json', body: '{"status":"accepted"}' };
