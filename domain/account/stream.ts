import type { AccountId } from '../ids.js';

export const accountStream = (accountId: AccountId): string => `account-${accountId}`;
