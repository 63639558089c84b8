import type { AskVendor, VendorUnavailable } from '../ingestion-adapters/feed.js';

const PATIENCE_MS = 15_000;

const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'no answer in time';
};

/** Asks a vendor once, for somebody who waits for the answer. Follows no redirect: it might lead elsewhere with our credentials. */
export const askOnce: AskVendor = async ({ method, url, headers = {}, body }) => {
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined ? {} : { body }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    };
  } catch (error) {
    throw { _tag: 'VendorUnavailable', reason: codeOf(error) } satisfies VendorUnavailable;
  }
};
