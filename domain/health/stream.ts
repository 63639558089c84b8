import type { AccountId } from '../ids.js';

export const healthStream = (accountId: AccountId): string => `health-${accountId}`;
