import type { Seen } from '../../domain/alert/events.js';
import { wholeBook } from '../../domain/whole-book.js';
import type { AlertNotice } from '../ports/deliver-notice.js';
import type { Alert } from './alert-to-tell.js';

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

const seenInWords = (seen: Seen): string => {
  switch (seen.what) {
    case 'anomaly':
      return seen.value === null
        ? `no ${seen.metric} on ${seen.day}, where ${rounded(seen.expected)} was to be expected (${seen.kind})`
        : `${seen.metric} ${rounded(seen.value)} on ${seen.day}, where ${rounded(seen.expected)} was to be expected (${seen.kind})`;
    case 'health': {
      const fall = seen.fall === null ? '' : `, ${rounded(seen.fall)} points lower than before`;
      return `health ${rounded(seen.score)} on ${seen.day} (${seen.band ?? 'no band'})${fall}`;
    }
    case 'metric':
      return `${seen.metric} ${rounded(seen.value)} from ${seen.from} to ${seen.day}`;
  }
};

const nameOf = ({ accountName, accountId }: Alert): string =>
  accountId === wholeBook ? 'all accounts' : (accountName ?? accountId);

/** One line, for subjects and previews. */
export const titleOf = ({ about, alert }: AlertNotice): string => {
  const resolved = alert.status === 'resolved' ? 'resolved meanwhile, ' : '';
  const escalated = about === 'escalated' ? 'not acknowledged, ' : '';
  return `${alert.ruleName}: ${resolved}${escalated}${nameOf(alert)}, ${seenInWords(alert.seen)}`;
};
