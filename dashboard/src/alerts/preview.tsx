import type { TriedRule } from '../api/alert-types.js';
import { AccountLink } from '../components/account-link.js';
import { countWords, dayWords } from '../words.js';
import { seenWords } from './words.js';

/** What a rule would have raised. */
export const Preview = ({ tried: { from, to, accounts, count, sample } }: { readonly tried: TriedRule }) => (
  <>
    <p>
      <strong>{countWords(count, 'alert')}</strong> from {dayWords(from)} to {dayWords(to)}, of{' '}
      {countWords(accounts, 'account')} watched
    </p>
    <ol class="would-be">
      {sample.map(({ accountId, seen }) => (
        <li key={`${accountId} ${JSON.stringify(seen)}`}>
          <AccountLink accountId={accountId} />
          <span class="second">{seenWords(seen)}</span>
        </li>
      ))}
    </ol>
    {count > sample.length && <p class="soft">The latest {sample.length} are shown</p>}
  </>
);
