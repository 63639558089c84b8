import { describe, expect, it } from 'vitest';
import { credentialsIn } from '../../cli/credentials-in.js';

describe('credentials given at the command line', () => {
  it('are a JSON object of texts by name', () => {
    expect(credentialsIn(Buffer.from('{"accessToken": "t0ken", "clientId": "app"}\n'))).toEqual({
      accessToken: 't0ken',
      clientId: 'app',
    });
  });

  it.each([
    '',
    'accessToken=s3cret',
    '["s3cret"]',
    '{}',
    '{"accessToken": ""}',
    '{"accessToken": 7}',
    '{"a b": "s3cret"}',
  ])('are refused otherwise, without a word of them: %s', (text) => {
    expect(() => credentialsIn(Buffer.from(text))).toThrow(/^the credentials are /);
    expect(() => credentialsIn(Buffer.from(text))).not.toThrow(/s3cret/);
  });
});
