import type { AnomalyFilter } from '../api/anomaly-documents.js';
import { type AnomalyStatus, STATUSES } from '../api/anomaly-types.js';
import { addressWith } from '../book/address.js';
import { type AskedBook, bookIn } from '../book/asked-book.js';

/** What the inbox is asked for; it lives in the address. It begins with what nobody looked into yet. */
export type Asked = { readonly status: AnomalyStatus | 'any'; readonly metric: string; readonly book: AskedBook };

export const askedIn = (search: string): Asked => {
  const given = new URLSearchParams(search);
  const status = given.get('status');
  return {
    status: status === 'any' ? 'any' : (STATUSES.find((known) => known === status) ?? 'open'),
    metric: given.get('metric') ?? '',
    book: bookIn(given),
  };
};

export const addressOf = ({ status, metric, book: { segment, account } }: Asked): string =>
  addressWith('/anomalies', { status: status === 'open' ? '' : status, metric, segment, account });

export const filterOf = ({ status, metric, book: { segment, account } }: Asked): AnomalyFilter => ({
  status: status === 'any' ? null : status,
  metrics: metric === '' ? null : [metric],
  segment: segment === '' || account !== '' ? null : segment,
  accountId: account === '' ? null : account,
});
