import { accountIdOf } from '../../../application/identity.js';
import type { Company } from '../../../simulator/company.js';
import { interactionsOf } from '../../../simulator/records/usage.js';
import { trueSums } from '../usage-sums.js';
import type { Outcome } from './outcome.js';

/** What was used, each thing counted once, and by whom. */
export const trueUsage = (company: Company): Outcome => {
  const uses = interactionsOf(company).map(({ account, user, feature, at, insertId }) => ({
    company: String(account.companyId),
    feature,
    user: user.distinctId,
    at,
    id: insertId,
  }));
  const accounts = uses.map(({ company: id }) => accountIdOf({ source: 'hubspot', connection: 'demo', id }));
  return Object.fromEntries([
    ...accounts.map((id) => [`account ${id}`, {}] as const),
    ...Object.entries(trueSums(uses)).map(([key, quantity]) => [`used ${key}`, { quantity }] as const),
  ]);
};
