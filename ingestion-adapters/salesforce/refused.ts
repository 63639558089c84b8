import type { VendorRefused, VendorResponse } from '../feed.js';

export const refused = (status: number, reason: string): VendorRefused => ({ _tag: 'VendorRefused', status, reason });

const LONGEST = 300;

/** In Salesforce's own words: `errorCode` and `message`, or the OAuth error. */
export const refusedBy = ({ status, body }: VendorResponse, what: string): VendorRefused => {
  const said = body.toString('utf8').slice(0, LONGEST);
  return refused(status, `${what}: ${said === '' ? 'without a reason' : said}`);
};
