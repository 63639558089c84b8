import type { AskVendor, VendorRequest, VendorUnavailable } from '../../../ingestion-adapters/feed.js';
import type { AnswerOfVendor } from './over-http.js';

const ATTEMPTS = 4;

/** Asks a vendor that stands in this process, again where it said 429, 5xx or nothing; `waited` is told what Retry-After said. */
export const insisting =
  (answer: AnswerOfVendor, waited: (seconds: number) => void = () => undefined): AskVendor =>
  async (request: VendorRequest) => {
    let reason = '';
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const said = answer(request);
      if (said !== undefined && said.status !== 429 && said.status < 500) return said;
      waited(Number(said?.headers['retry-after'] ?? 0));
      reason = said === undefined ? 'the connection failed' : `it answered ${said.status}`;
    }
    throw { _tag: 'VendorUnavailable', reason } satisfies VendorUnavailable;
  };
