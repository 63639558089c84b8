import { useState } from 'preact/hooks';
import { tryRule } from '../api/alert-documents.js';
import type { RuleDefinition, TriedRule } from '../api/alert-types.js';
import type { Failure } from '../api/answer.js';
import { useApi } from '../api/context.js';
import { AccountLink } from '../components/account-link.js';
import { countWords, dayWords } from '../words.js';
import { seenWords } from './words.js';

const Tried = ({ tried: { from, to, accounts, count, sample } }: { readonly tried: TriedRule }) => (
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

/** What a rule would have raised, asked for each time that it is to be seen. */
export const usePreview = (tell: (failure: Failure | undefined) => void) => {
  const { query } = useApi();
  const [tried, setTried] = useState<TriedRule>();
  const [trying, setTrying] = useState(false);
  const preview = async (rule: RuleDefinition): Promise<void> => {
    setTrying(true);
    const answer = await query(tryRule, { rule });
    setTrying(false);
    setTried(answer.ok ? answer.data.tried : undefined);
    tell(answer.ok ? undefined : answer.failure);
  };
  const shown = (
    <div role="status" aria-busy={trying} class="preview">
      {tried !== undefined && <Tried tried={tried} />}
    </div>
  );
  return { preview, trying, shown };
};
