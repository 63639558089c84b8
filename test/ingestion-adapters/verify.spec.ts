import { describe, expect, it } from 'vitest';
import type { Credentials, Delivery, Verify } from '../../ingestion-adapters/delivery.js';
import { signedUri, verifyHubspot } from '../../ingestion-adapters/hubspot/webhook.js';
import { verifyMixpanel } from '../../ingestion-adapters/mixpanel/webhook.js';
import { verifyZendesk } from '../../ingestion-adapters/zendesk/webhook.js';
import { type SignatureVector, signatureVectors } from './signature-vectors.js';

const deliveryOf = ({ method, uri, headers, body }: SignatureVector): Delivery => ({
  method,
  uris: [uri],
  headers,
  body: Buffer.from(body),
});
const after = (sentAt: string, seconds: number) => new Date(Date.parse(sentAt) + seconds * 1000);

const changedLetter = (text: string, at: number) =>
  text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);

const signedSource = (
  source: string,
  verify: Verify,
  vectors: ReadonlyArray<SignatureVector>,
  signature: string,
  timestamp: string,
): void => {
  describe.each(vectors)(`${source}, $name`, (vector) => {
    const delivery = deliveryOf(vector);
    const credentials = { secrets: [vector.secret] };
    const arriving = (
      changes: Partial<Delivery> = {},
      { secrets = credentials.secrets, seconds = 1 }: Partial<Credentials & { seconds: number }> = {},
    ) => verify({ ...delivery, ...changes }, { secrets }, after(vector.sentAt, seconds))._tag;
    const signedWith = (value: string) => arriving({ headers: { ...vector.headers, [signature]: value } });
    const original = vector.headers[signature] ?? '';

    it('is verified', () => expect(arriving()).toBe('Verified'));

    it('is refused with one byte flipped', () => {
      const body = Buffer.from(vector.body);
      body[0] = (body[0] ?? 0) ^ 1;
      expect(arriving({ body })).toBe('BadSignature');
      expect(signedWith(changedLetter(original, 5))).toBe('BadSignature');
    });

    it('is refused once its body was parsed and written again', () => {
      const body = Buffer.from(JSON.stringify(JSON.parse(vector.body), null, 1));
      expect(arriving({ body })).toBe(body.toString() === vector.body ? 'Verified' : 'BadSignature');
    });

    it('is verified by either of two live secrets, and by no other', () => {
      expect(arriving({}, { secrets: ['newer', vector.secret] })).toBe('Verified');
      expect(arriving({}, { secrets: [vector.secret, 'older'] })).toBe('Verified');
      expect(arriving({}, { secrets: ['newer', 'older'] })).toBe('BadSignature');
      expect(arriving({}, { secrets: [] })).toBe('BadSignature');
    });

    it('is stale when old, and when from the future', () => {
      expect(arriving({}, { seconds: 300 })).toBe('Verified');
      expect(arriving({}, { seconds: 301 })).toBe('StaleTimestamp');
      expect(arriving({}, { seconds: -301 })).toBe('StaleTimestamp');
    });

    it('is refused without throwing when the signature has another length or is no base64', () => {
      for (const value of [original.slice(0, 20), `${original}AAAA`, '?', 'ünïcode', original.replace(/=$/, '')]) {
        expect(signedWith(value)).toBe('BadSignature');
      }
    });

    it('is not signed when a header is missing or empty', () => {
      expect(signedWith('')).toBe('MissingSignature');
      const { [timestamp]: _, ...untimed } = vector.headers;
      expect(arriving({ headers: untimed })).toBe('MissingSignature');
      expect(arriving({ headers: {} })).toBe('MissingSignature');
    });

    it('is refused under another timestamp', () => {
      expect(arriving({ headers: { ...vector.headers, [timestamp]: '1564113600001' } })).toBe('BadSignature');
    });
  });
};

signedSource(
  'hubspot',
  verifyHubspot,
  signatureVectors.hubspot,
  'x-hubspot-signature-v3',
  'x-hubspot-request-timestamp',
);
signedSource(
  'zendesk',
  verifyZendesk,
  signatureVectors.zendesk,
  'x-zendesk-webhook-signature',
  'x-zendesk-webhook-signature-timestamp',
);

describe('the URI HubSpot signs', () => {
  it('has the documented characters decoded in either case, and no others', () => {
    expect(signedUri('https://h.example/a%3a%2Fb?q=%40%21%24%27%28%29%2A%2c%3B%3F')).toBe(
      "https://h.example/a:/b?q=@!$'()*,;?",
    );
    expect(signedUri('https://h.example/a%20b%26c%3D%25d%ZZ')).toBe('https://h.example/a%20b%26c%3D%25d%ZZ');
  });

  it('may be any of the addresses we are known by, and is part of what is signed', () => {
    const [vector] = signatureVectors.hubspot;
    if (vector === undefined) throw new Error('no vector');
    const from = (...uris: ReadonlyArray<string>) =>
      verifyHubspot({ ...deliveryOf(vector), uris }, { secrets: [vector.secret] }, after(vector.sentAt, 1))._tag;
    expect(from('http://10.0.0.7:8080/webhook_uri', vector.uri)).toBe('Verified');
    expect(from('http://10.0.0.7:8080/webhook_uri')).toBe('BadSignature');
    expect(from()).toBe('BadSignature');
  });
});

describe('mixpanel, which signs nothing', () => {
  const now = new Date('2026-03-01T00:00:00Z');
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  const showing = (authorization: string | undefined, secrets = ['s3cret']) =>
    verifyMixpanel(
      {
        method: 'POST',
        uris: [],
        headers: authorization === undefined ? {} : { authorization },
        body: Buffer.from(''),
      },
      { secrets },
      now,
    )._tag;

  it('shows the secret as a password, as a project secret or as a bearer token', () => {
    for (const shown of [basic('export:s3cret'), basic('s3cret:'), basic('s3cret'), 'Bearer s3cret', 'bearer s3cret']) {
      expect(showing(shown)).toBe('Verified');
    }
    expect(showing(basic('service.account:pass:word'), ['service.account:pass:word'])).toBe('Verified');
    expect(showing('Bearer old', ['new', 'old'])).toBe('Verified');
  });

  it('is refused with a wrong secret, and with none', () => {
    for (const shown of [basic('s3cret:wrong'), basic('s3cre'), 'Bearer s3cret2', 'Bearer S3CRET', 'Basic ???']) {
      expect(showing(shown)).toBe('BadSignature');
    }
    for (const shown of [undefined, '', 'Bearer', 'Digest s3cret']) expect(showing(shown)).toBe('MissingSignature');
  });
});
