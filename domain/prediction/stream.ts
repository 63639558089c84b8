import type { AccountId } from '../ids.js';

export const predictionStream = (accountId: AccountId): string => `prediction-${accountId}`;
