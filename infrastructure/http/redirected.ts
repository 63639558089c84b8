import type { VendorRequest, VendorResponse } from '../../application/ports/vendor-http.js';

/** What may be shown to a host that we have no business with. */
const HARMLESS = new Set(['accept', 'accept-language', 'user-agent']);

const withoutCredentials = (headers: VendorRequest['headers'] = {}) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name.toLowerCase())));

/** Fetch standard, "HTTP-redirect fetch": what these do to a POST. */
const becomesGet = (method: string, status: number): boolean =>
  status === 303 || (method === 'POST' && (status === 301 || status === 302));

/**
 * The request that an answer sends us to: to another origin without anything that proves who we are. `undefined` where
 * the answer stands for itself: it names no place, would take a body to another origin, or leads out of TLS.
 */
export const redirected = (request: VendorRequest, { status, headers }: VendorResponse): VendorRequest | undefined => {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  if (!URL.canParse(location, request.url)) return undefined;
  const [from, to] = [new URL(request.url), new URL(location, request.url)];
  if (!['http:', 'https:'].includes(to.protocol)) return undefined;
  if (from.protocol === 'https:' && to.protocol === 'http:') return undefined;
  const { body, ...bodiless } = request;
  const next: VendorRequest = becomesGet(request.method, status)
    ? { ...bodiless, method: 'GET', url: to.href }
    : { ...request, url: to.href };
  if (to.origin === from.origin) return next;
  return next.method === 'GET' ? { ...next, headers: withoutCredentials(request.headers) } : undefined;
};
