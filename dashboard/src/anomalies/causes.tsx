import { useState } from 'preact/hooks';
import { readCauses } from '../api/anomaly-documents.js';
import { useQuery } from '../api/use-query.js';
import { FailureNote } from '../components/note.js';
import { countWords, instantWords, nameWords } from '../words.js';

/** What else happened to the account about then. It is read from the log itself, so not before somebody asks. */
export const Causes = ({ anomalyId }: { readonly anomalyId: string }) => {
  const [isOpen, setIsOpen] = useState(false);
  const { data, failure, refresh } = useQuery(readCauses, isOpen ? { id: anomalyId } : undefined);
  const facts = data?.anomaly.facts ?? [];
  const more = (data?.anomaly.factCount ?? 0) - facts.length;
  return (
    <details class="causes" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>What else happened about then</summary>
      {failure !== undefined && <FailureNote failure={failure} retry={refresh} />}
      {data !== undefined && facts.length === 0 && <p>Nothing that was recorded</p>}
      <ol>
        {facts.map(({ id, type, occurredAt }) => (
          <li key={id}>
            {nameWords(type)}, <time dateTime={occurredAt}>{instantWords(occurredAt)}</time>
          </li>
        ))}
      </ol>
      {more > 0 && <p>And {countWords(more, 'fact')} before</p>}
    </details>
  );
};
