import type { ScoredMeasure } from '../api/types.js';
import { countWords, numberWords, percentWords } from '../words.js';

/** A change against the larger of before and now, from -1 (stopped) to 1 (began), as a share of before. */
const changeWords =
  (before: string) =>
  (change: number): string => {
    if (change <= -1) return `none, after ${before}`;
    if (change >= 1) return `begun since ${before}`;
    if (Math.abs(change) < 0.005) return `as in ${before}`;
    return change < 0
      ? `${percentWords(-change)} less than in ${before}`
      : `${percentWords(change / (1 - change))} more than in ${before}`;
  };

const recencyWords = (days: number): string => (days < 1 ? 'today' : `${countWords(days, 'day')} ago`);

/** How the policy's measures read, by their names. */
const inputs: Readonly<Record<string, (input: number) => string>> = {
  'usage trend': changeWords('the 28 days before'),
  'usage recency': recencyWords,
  'seat utilisation': (share) => `${percentWords(share)} of seats in use`,
  'feature breadth': (count) => `${countWords(count, 'feature')} in 28 days`,
  'open ticket load': (load) => `${numberWords(load)} open cases for every 10 seats`,
  satisfaction: (share) => `${percentWords(share)} satisfied`,
  'engagement recency': recencyWords,
  'yearly value': changeWords('the year before'),
};

export const inputWords = ({ name, input }: ScoredMeasure): string =>
  input === null ? 'Not reported' : (inputs[name] ?? numberWords)(input);
