import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { ConnectionSettings } from '../../application/ports/connections.js';
import { decodeError } from '../../domain/errors.js';

const violationsOf = (verifier: unknown) => {
  const decoded = ConnectionSettings.decode({ verifier });
  return E.isRight(decoded) ? [] : decodeError('settings', decoded.left).violations;
};

describe('the verifier of a connection', () => {
  it('is kept as it is said, and may say no more than a header', () => {
    for (const verifier of [
      { header: 'x-signature' },
      { header: 'x-helpscout-signature', algorithm: 'sha1', encoding: 'base64' },
      {
        header: 'x-own-signature',
        prefix: 'sha256=',
        signed: '{timestamp}.{body}',
        timestampHeader: 'x-own-time',
        toleranceSeconds: 60,
      },
    ]) {
      expect(ConnectionSettings.decode({ verifier })).toEqual(E.right({ verifier }));
    }
  });

  it('is refused with what is wrong, and where', () => {
    const header = 'x-signature';
    expect(violationsOf({})).toMatchObject([{ pointer: '/verifier/header' }]);
    for (const [verifier, pointer, message] of [
      [{ header: 'X Signature' }, '/verifier/header', /name of a header/],
      [{ header, algorithm: 'md5' }, '/verifier/algorithm', /sha1, sha256/],
      [{ header, encoding: 'utf8' }, '/verifier/encoding', /hex, base64/],
      [{ header, prefix: 'a b' }, '/verifier/prefix', /visible characters/],
      [{ header, signed: '{timestamp}', timestampHeader: 'x-t' }, '/verifier/signed', /\{body\}/],
      [{ header, signed: '{body}{Nonce!}' }, '/verifier/signed', /\{Nonce!\} is neither/],
      [{ header, signed: '{timestamp}.{body}' }, '/verifier/timestampHeader', /is required where \{timestamp\}/],
      [{ header, timestampHeader: 'x-t' }, '/verifier/signed', /anyone may change the time/],
      [{ header, toleranceSeconds: 5 }, '/verifier/timestampHeader', /is required where toleranceSeconds/],
      [{ header, toleranceSeconds: 0 }, '/verifier/toleranceSeconds', /more than 0/],
    ] as const) {
      const [first, ...others] = violationsOf(verifier);
      expect(others).toEqual([]);
      expect(first?.pointer).toBe(pointer);
      expect(first?.message).toMatch(message);
    }
  });
});
