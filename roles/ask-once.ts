import { isAnswerTooLarge, isNoAnswer, type VendorHttp } from '../application/ports/vendor-http.js';
import type { AskVendor, VendorUnavailable } from '../ingestion-adapters/feed.js';

const PATIENCE_MS = 15_000;

const reasonOf = (error: unknown): string => {
  if (isNoAnswer(error)) return error.reason;
  return isAnswerTooLarge(error) ? `more than ${error.limitBytes} bytes` : 'no answer in time';
};

/** Asks a vendor once, for somebody who waits for the answer. */
export const askOnceOver =
  (http: VendorHttp): AskVendor =>
  (request) =>
    http(request, AbortSignal.timeout(PATIENCE_MS)).catch((error: unknown) => {
      throw { _tag: 'VendorUnavailable', reason: reasonOf(error) } satisfies VendorUnavailable;
    });
