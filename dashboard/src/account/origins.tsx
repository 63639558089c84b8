import type { AccountDetail } from '../api/types.js';
import { countWords, dayWords, nameWords } from '../words.js';

/** The records of the vendors that this account stands for. */
export const Origins = ({ account: { refs, mergedFrom } }: { readonly account: AccountDetail }) => (
  <>
    <ul class="origins">
      {refs.map(({ source, connection, id, removedAt }) => (
        <li key={`${source}/${connection}/${id}`}>
          {nameWords(source)} <code>{id}</code>
          <span class="soft"> by {connection}</span>
          {removedAt !== null && <span class="soft">, deleted {dayWords(removedAt)}</span>}
        </li>
      ))}
    </ul>
    {mergedFrom.length > 0 && (
      <p class="soft">{countWords(mergedFrom.length, 'other account')} turned out to be this one.</p>
    )}
  </>
);
