import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../ingestion-adapters/delivery.js';
import { verifyHubspot } from '../../../ingestion-adapters/hubspot/webhook.js';
import { signatureVectors } from '../signature-vectors.js';

const SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const URI = 'https://www.example.com/webhook_uri';
const now = new Date('2026-03-01T09:00:00Z');

/** As HubSpot has published them (developers.hubspot.com, "Validating requests", v1 and v2). */
const published: ReadonlyArray<Delivery & { readonly version: string }> = [
  {
    version: 'v1',
    method: 'POST',
    body: '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]',
    signature: '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de',
  },
  {
    version: 'v2',
    method: 'GET',
    body: '',
    signature: 'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e',
  },
  {
    version: 'v2',
    method: 'POST',
    body: '{"example_field":"example_value"}',
    signature: '9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900',
  },
].map(({ version, method, body, signature }) => ({
  version,
  method,
  uris: [URI],
  headers: { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': version },
  body: Buffer.from(body),
}));

describe.each(published)('a HubSpot $version signature of a $method', ({ version, ...delivery }) => {
  const signature = delivery.headers['x-hubspot-signature'] ?? '';
  const arriving = (over: Partial<Delivery> = {}, secrets: ReadonlyArray<string> = [SECRET]) =>
    verifyHubspot({ ...delivery, ...over }, { secrets }, now)._tag;
  const signedWith = (value: string) => arriving({ headers: { ...delivery.headers, 'x-hubspot-signature': value } });

  it('is verified, by either of two live secrets', () => {
    expect(arriving()).toBe('Verified');
    expect(arriving({}, ['newer', SECRET])).toBe('Verified');
  });

  it('is refused with one byte flipped, under a wrong secret, and with another length', () => {
    expect(arriving({ body: Buffer.concat([delivery.body, Buffer.from(' ')]) })).toBe('BadSignature');
    expect(signedWith(signature.replace(/^./, (first) => (first === '0' ? '1' : '0')))).toBe('BadSignature');
    expect(arriving({}, ['another'])).toBe('BadSignature');
    expect(arriving({}, [])).toBe('BadSignature');
    for (const value of [signature.slice(0, 40), `${signature}00`, '?', 'ünïcode', 'x'.repeat(10_000)]) {
      expect(signedWith(value)).toBe('BadSignature');
    }
    expect(signedWith('')).toBe('MissingSignature');
  });

  it('holds for its own version alone', () => {
    for (const other of ['v1', 'v2', 'v3', 'v9', 'constructor', '__proto__'].filter((one) => one !== version)) {
      const headers = { ...delivery.headers, 'x-hubspot-signature-version': other };
      expect(arriving({ headers })).toBe('BadSignature');
    }
  });

  it('is not looked at beside one of version 3', () => {
    for (const v3 of ['', 'AAAA', signature]) {
      const headers = { ...delivery.headers, 'x-hubspot-signature-v3': v3 };
      expect(arriving({ headers })).toBe('MissingSignature');
      const timed = { ...headers, 'x-hubspot-request-timestamp': String(now.getTime()) };
      expect(arriving({ headers: timed })).toBe(v3 === '' ? 'MissingSignature' : 'BadSignature');
    }
  });
});

describe('a HubSpot v2 signature', () => {
  it('is of the method and of the address, whichever of ours it was', () => {
    const [, get] = published;
    if (get === undefined) throw new Error('no vector');
    const from = (over: Partial<Delivery>) => verifyHubspot({ ...get, ...over }, { secrets: [SECRET] }, now)._tag;
    expect(from({ uris: ['http://10.0.0.7/webhook_uri', URI] })).toBe('Verified');
    expect(from({ uris: ['http://10.0.0.7/webhook_uri'] })).toBe('BadSignature');
    expect(from({ uris: [] })).toBe('BadSignature');
    expect(from({ method: 'POST' })).toBe('BadSignature');
    expect(from({ method: 'get' })).toBe('Verified');
  });
});

describe('a HubSpot signature without a version', () => {
  it('is of the first', () => {
    const [first] = published;
    if (first === undefined) throw new Error('no vector');
    const { 'x-hubspot-signature': signature = '' } = first.headers;
    const headers = { 'x-hubspot-signature': signature };
    expect(verifyHubspot({ ...first, headers }, { secrets: [SECRET] }, now)._tag).toBe('Verified');
  });
});

describe('a stale HubSpot delivery of version 3', () => {
  it('stays stale beside an older signature that holds', () => {
    const [vector] = signatureVectors.hubspot;
    const [first] = published;
    if (vector === undefined || first === undefined) throw new Error('no vector');
    const headers = { ...first.headers, ...vector.headers };
    const delivery = { ...first, uris: [vector.uri], headers };
    expect(verifyHubspot(delivery, { secrets: [SECRET] }, now)._tag).toBe('StaleTimestamp');
  });
});
