import type { Watched } from '../../domain/alert-rule/events.js';
import type { AccountFacts } from '../ports/account-facts.js';

const attributes = ['segment', 'industry', 'plan', 'region'] as const;

/** Whether an account has all of what is named. */
export const covers = (watched: Watched, facts: AccountFacts): boolean =>
  attributes.every((attribute) => watched[attribute] === undefined || watched[attribute] === facts[attribute]);
