import { moneyWords, NOTHING, percentWords } from '../words.js';

type Interval = { readonly low: number; readonly high: number };

/** Such as “20% to 60%”. */
export const intervalWords = ({ low, high }: Interval): string => `${percentWords(low)} to ${percentWords(high)}`;

export const expectedWords = (value: number | null, currency: string | null): string =>
  value === null ? NOTHING : moneyWords(`${value}`, currency);

/** Such as “€0 to €12,000”. */
export const amountsWords = ({ low, high }: Interval, currency: string | null): string =>
  `${expectedWords(low, currency)} to ${expectedWords(high, currency)}`;

const missing: Readonly<Record<string, string>> = {
  'no-champion': 'No model is in use yet. Predictions show here once one has been trained and keeps the rule.',
  'too-little-history': 'Too little is known of this account yet.',
  'not-yet': 'It is predicted when something changes, and every night.',
};

export const missingWords = (because: string | null): string => missing[because ?? ''] ?? 'Nothing is predicted here.';
