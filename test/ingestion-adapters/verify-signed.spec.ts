import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SignatureVerifier } from '../../application/signature-verifier.js';
import { verifyConfigured } from '../../ingestion-adapters/configured-verifier.js';
import type { Credentials, Delivery, Verify } from '../../ingestion-adapters/delivery.js';
import { verifyIntercom } from '../../ingestion-adapters/intercom/webhook.js';
import { verifyStandardWebhooks } from '../../ingestion-adapters/standard-webhooks.js';
import { type SignatureVector, signatureVectors } from './signature-vectors.js';

type Signed = SignatureVector & { readonly otherSecrets?: ReadonlyArray<string> };

const changedLetter = (text: string, at: number) =>
  text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1);

/** What every signature must hold to, whoever makes it. `timestamp` is the header of the signed time, if there is one. */
const signedSource = (
  source: string,
  verify: Verify,
  vectors: ReadonlyArray<Signed>,
  signature: string,
  prefix: string,
  timestamp?: string,
): void => {
  describe.each(vectors)(`${source}, $name`, (vector) => {
    const sent: Delivery = {
      method: vector.method,
      uris: [vector.uri],
      headers: vector.headers,
      body: Buffer.from(vector.body),
    };
    const arriving = (
      changes: Partial<Delivery> = {},
      { secrets = [vector.secret], seconds = 1 }: Partial<Credentials & { seconds: number }> = {},
    ) => verify({ ...sent, ...changes }, { secrets }, new Date(Date.parse(vector.sentAt) + seconds * 1000))._tag;
    const signedWith = (value: string) => arriving({ headers: { ...vector.headers, [signature]: value } });
    const original = vector.headers[signature] ?? '';

    it('is verified', () => expect(arriving()).toBe('Verified'));

    it('is refused with one byte flipped', () => {
      const body = Buffer.from(vector.body);
      body[0] = (body[0] ?? 0) ^ 1;
      expect(arriving({ body })).toBe('BadSignature');
      expect(signedWith(changedLetter(original, prefix.length + 4))).toBe('BadSignature');
    });

    it('is refused once its body was parsed and written again', () => {
      const body = Buffer.from(JSON.stringify(JSON.parse(vector.body), null, 3));
      expect(body.toString()).not.toBe(vector.body);
      expect(arriving({ body })).toBe('BadSignature');
    });

    it('is verified by either of two live secrets, and by no other', () => {
      const other = 'whsec_b3RoZXI=';
      expect(arriving({}, { secrets: [other, vector.secret] })).toBe('Verified');
      expect(arriving({}, { secrets: [vector.secret, other] })).toBe('Verified');
      expect(arriving({}, { secrets: [other, 'older'] })).toBe('BadSignature');
      expect(arriving({}, { secrets: ['whsec_'] })).toBe('BadSignature');
      expect(arriving({}, { secrets: [] })).toBe('BadSignature');
    });

    it('is refused without throwing when the signature has another length or encoding', () => {
      const digits = original.slice(prefix.length);
      const wrong = [
        `${prefix}${digits.slice(0, 20)}`,
        `${prefix}${digits}${digits}`,
        `${prefix}?`,
        `${prefix}ünïcode`,
        prefix,
        'x',
        `other=${digits}`,
      ].filter((value) => value !== '');
      for (const value of wrong) expect(signedWith(value)).toBe('BadSignature');
    });

    it('is not signed when a header is missing or empty', () => {
      expect(signedWith('')).toBe('MissingSignature');
      expect(arriving({ headers: {} })).toBe('MissingSignature');
      if (timestamp === undefined) return;
      const { [timestamp]: _, ...untimed } = vector.headers;
      expect(arriving({ headers: untimed })).toBe('MissingSignature');
    });

    it('is stale when old and when from the future, where a time is signed', () => {
      const [inTime, late] = timestamp === undefined ? ['Verified', 'Verified'] : ['Verified', 'StaleTimestamp'];
      for (const seconds of [-300, 300]) expect(arriving({}, { seconds })).toBe(inTime);
      for (const seconds of [-301, 301, 1e6]) expect(arriving({}, { seconds })).toBe(late);
      if (timestamp !== undefined) {
        for (const time of ['1614265331', 'noon', '']) {
          expect(arriving({ headers: { ...vector.headers, [timestamp]: time } })).not.toBe('Verified');
        }
      }
    });
  });
};

signedSource('intercom', verifyIntercom, signatureVectors.intercom, 'x-hub-signature', 'sha1=');
signedSource(
  'standard webhooks',
  verifyStandardWebhooks,
  signatureVectors['standard-webhooks'],
  'webhook-signature',
  'v1,',
  'webhook-timestamp',
);

const base = { method: 'POST', uri: 'https://hooks.example.com/own', sentAt: '2026-03-01T00:00:00.000Z' };
const body = '{\n\t"rating": "Great"\n}\n';
const mac = (algorithm: string, secret: string, text: string) => createHmac(algorithm, secret).update(text);
const configured = (
  name: string,
  verifier: SignatureVerifier,
  headers: Readonly<Record<string, string>>,
  timestamp?: string,
): void =>
  signedSource(
    name,
    verifyConfigured(verifier),
    [{ ...base, name: 'a body', secret: 's3cret', body, headers }],
    verifier.header,
    verifier.prefix ?? '',
    timestamp,
  );

configured(
  'Help Scout',
  { header: 'x-helpscout-signature', algorithm: 'sha1', encoding: 'base64' },
  {
    'x-helpscout-signature': mac('sha1', 's3cret', body).digest('base64'),
    'x-helpscout-event': 'satisfaction.ratings',
  },
);
configured(
  'Segment',
  { header: 'x-signature', algorithm: 'sha1', encoding: 'hex' },
  { 'x-signature': mac('sha1', 's3cret', body).digest('hex') },
);
const seconds = String(Date.parse(base.sentAt) / 1000);
configured(
  'a sender that signs its time',
  {
    header: 'x-own-signature',
    prefix: 'sha256=',
    signed: 'v0:{timestamp}:{x-own-tenant}:{body}',
    timestampHeader: 'x-own-time',
  },
  {
    'x-own-signature': `sha256=${mac('sha256', 's3cret', `v0:${seconds}:acme:${body}`).digest('hex')}`,
    'x-own-time': seconds,
    'x-own-tenant': 'acme',
  },
  'x-own-time',
);

describe('a standard webhook', () => {
  const [vector] = signatureVectors['standard-webhooks'];
  if (vector === undefined) throw new Error('no vector');
  const signedWith = (value: string) =>
    verifyStandardWebhooks(
      {
        method: 'POST',
        uris: [],
        headers: { ...vector.headers, 'webhook-signature': value },
        body: Buffer.from(vector.body),
      },
      { secrets: [vector.secret] },
      new Date(vector.sentAt),
    )._tag;
  const signature = vector.headers['webhook-signature'] ?? '';

  it('may be signed by several secrets while the sender rotates them', () => {
    expect(signedWith(`v1,${'A'.repeat(43)}= ${signature}`)).toBe('Verified');
    expect(signedWith(`v1a,ed25519 ${signature} v1,?`)).toBe('Verified');
    expect(signedWith(`v1,${'A'.repeat(43)}= v1a,${signature.slice(3)} v2,${signature.slice(3)}`)).toBe('BadSignature');
  });
});

describe('a configured verifier', () => {
  const verifier: SignatureVerifier = {
    header: 'x-own-signature',
    signed: '{timestamp}.{body}',
    timestampHeader: 'x-own-time',
    toleranceSeconds: 10,
  };
  const sentAt = (time: string, after: number) =>
    verifyConfigured(verifier)(
      {
        method: 'POST',
        uris: [],
        headers: {
          'x-own-time': time,
          'x-own-signature': mac('sha256', 'k', `${time}.{}`).digest('hex').toUpperCase(),
        },
        body: Buffer.from('{}'),
      },
      { secrets: ['k'], toleranceSeconds: 3000 },
      new Date(Date.parse(base.sentAt) + after * 1000),
    )._tag;

  it('reads seconds, milliseconds and ISO-8601, and has a tolerance of its own', () => {
    for (const time of [seconds, `${seconds}000`, base.sentAt]) {
      expect(sentAt(time, 10)).toBe('Verified');
      expect(sentAt(time, 11)).toBe('StaleTimestamp');
      expect(sentAt(time, -11)).toBe('StaleTimestamp');
    }
    expect(sentAt('noon', 0)).toBe('StaleTimestamp');
  });
});
