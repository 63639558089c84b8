import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { open, seal } from '../../../infrastructure/crypto/aes-gcm.js';

const key = Buffer.alloc(32, 7);
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));

describe('AES-256-GCM', () => {
  it('opens what it sealed', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (plaintext, context) => {
        expect(open(key, seal(key, plaintext, context), context)).toEqual(plaintext);
      }),
    );
  });

  it('never seals the same twice', () => {
    const plaintext = Buffer.from('ann@example.com');
    expect(seal(key, plaintext, 'email')).not.toEqual(seal(key, plaintext, 'email'));
  });

  it('opens nothing after any one bit changed', () => {
    const sealed = seal(key, Buffer.from('Ann'), 'name');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const damaged = Buffer.from(sealed);
      damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(open(key, damaged, 'name')).toBeUndefined();
    }
  });

  it('opens nothing with another key, in another context, or cut short', () => {
    const sealed = seal(key, Buffer.from('Ann'), 'name');
    expect(open(randomBytes(32), sealed, 'name')).toBeUndefined();
    expect(open(key, sealed, 'email')).toBeUndefined();
    for (let length = 0; length < sealed.length; length++) {
      expect(open(key, sealed.subarray(0, length), 'name')).toBeUndefined();
    }
  });
});
