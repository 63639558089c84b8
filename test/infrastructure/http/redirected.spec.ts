import { describe, expect, it } from 'vitest';
import type { VendorRequest } from '../../../application/ports/vendor-http.js';
import { redirected } from '../../../infrastructure/http/redirected.js';

const get: VendorRequest = {
  method: 'GET',
  url: 'https://api.vendor.example/v1/export?day=1',
  headers: { Authorization: 'Bearer a-token', 'X-Api-Key': 'k', Accept: 'application/json' },
};
const post: VendorRequest = { ...get, method: 'POST', body: 'client_secret=s' };
const to = (status: number, location?: string) => ({
  status,
  headers: location === undefined ? {} : { location },
  body: Buffer.alloc(0),
});

describe('a redirect', () => {
  it('within the origin is followed with everything', () => {
    expect(redirected(get, to(302, '/v2/export'))).toEqual({ ...get, url: 'https://api.vendor.example/v2/export' });
    expect(redirected(post, to(308, '/v2'))).toEqual({ ...post, url: 'https://api.vendor.example/v2' });
  });

  it('to another origin is followed without what proves who we are', () => {
    const url = 'https://files.storage.example/export.zip?signature=theirs';
    expect(redirected(get, to(307, url))).toEqual({ method: 'GET', url, headers: { Accept: 'application/json' } });
    expect(redirected(get, to(302, 'https://api.vendor.example:8443/'))?.headers).not.toHaveProperty('Authorization');
  });

  it('takes no body to another origin', () => {
    expect(redirected(post, to(307, 'https://elsewhere.example/'))).toBeUndefined();
    const asGet = redirected(post, to(303, 'https://elsewhere.example/'));
    expect(asGet).toEqual({
      method: 'GET',
      url: 'https://elsewhere.example/',
      headers: { Accept: 'application/json' },
    });
  });

  it('out of TLS, to another protocol or to no place stands for itself', () => {
    for (const place of ['http://api.vendor.example/', 'file:///etc/passwd', 'http://[', undefined]) {
      expect(redirected(get, to(302, place))).toBeUndefined();
    }
    expect(redirected(get, to(200, '/v2'))).toBeUndefined();
    expect(redirected(get, to(304, '/v2'))).toBeUndefined();
  });
});
