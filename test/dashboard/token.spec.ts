import { describe, expect, it } from 'vitest';
import { claimsOf } from '../../dashboard/src/token.js';
import { signToken } from '../../read-api/sign-token.js';

describe('what a token says about itself', () => {
  it('is its role and its end', () => {
    const claims = claimsOf(signToken('a secret of the spec', { role: 'csm', subject: 'Zoë', ttlSeconds: 60 }));
    expect(claims).toEqual({ role: 'csm', expiresAt: expect.any(Number) });
  });

  it.each(['', 'hello', 'a.b.c', 'eyJhbGciOiJIUzI1NiJ9.bnVsbA.x'])('is nothing for %j, which is none', (text) => {
    expect(claimsOf(text)).toBeUndefined();
  });
});
