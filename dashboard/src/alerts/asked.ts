import type { AlertFilter } from '../api/alert-documents.js';
import { ALERT_STATUSES, type AlertStatus } from '../api/alert-types.js';
import { addressWith } from '../book/address.js';

/** What the page is asked for; it lives in the address. It begins with alerts nobody looks into yet. */
export type Asked = {
  readonly view: 'alerts' | 'rules';
  readonly status: AlertStatus | 'any';
  readonly rule: string;
  readonly account: string;
};

export const askedIn = (search: string): Asked => {
  const given = new URLSearchParams(search);
  const status = given.get('status');
  return {
    view: given.get('view') === 'rules' ? 'rules' : 'alerts',
    status: status === 'any' ? 'any' : (ALERT_STATUSES.find((known) => known === status) ?? 'open'),
    rule: given.get('rule') ?? '',
    account: given.get('account') ?? '',
  };
};

export const addressOf = ({ view, status, rule, account }: Asked): string =>
  addressWith('/alerts', {
    view: view === 'alerts' ? '' : view,
    status: status === 'open' ? '' : status,
    rule,
    account,
  });

export const filterOf = ({ status, rule, account }: Asked): AlertFilter => ({
  status: status === 'any' ? null : status,
  ruleId: rule === '' ? null : rule,
  accountId: account === '' ? null : account,
});
