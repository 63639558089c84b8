import { useEffect } from 'preact/hooks';
import { readHistory } from '../api/documents.js';
import type { HistoryEvent } from '../api/types.js';
import { useQuery } from '../api/use-query.js';
import { FailureNote, Note } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { instantWords, nameWords } from '../words.js';
import { factWords } from './event-words.js';
import type { PartProps } from './part.js';

const EVENTS = 20;
/** A history is read from the log itself, which is dearer than a read model. */
const REFRESH_EVERY = 60_000;

const Fact = ({ event }: { readonly event: HistoryEvent }) => (
  <li>
    <time dateTime={event.occurredAt}>{instantWords(event.occurredAt)}</time>
    <div>
      <strong>{nameWords(event.type)}</strong>
      <span class="soft"> from {event.source === null ? 'Treering' : nameWords(event.source.source)}</span>
      <p>{factWords(event.data)}</p>
    </div>
  </li>
);

export const History = ({ accountId, changes }: Pick<PartProps, 'accountId' | 'changes'>) => {
  const { data, failure, refresh } = useQuery(readHistory, { id: accountId, first: EVENTS }, REFRESH_EVERY);
  useEffect(() => {
    if (changes > 0 && failure?.kind !== 'forbidden') refresh();
  }, [changes]);
  const events = data?.account?.history?.items;
  if (failure?.kind === 'forbidden') {
    return <Note title="The facts behind this page are not for your role">An auditor can read them.</Note>;
  }
  if (failure !== undefined && events === undefined) return <FailureNote failure={failure} retry={refresh} />;
  if (events === undefined) return <Skeleton lines={5} label="Reading the recent history" />;
  if (events.length === 0) return <Note title="Nothing was recorded yet" />;
  return (
    <ol class="history">
      {events.map((event) => (
        <Fact key={event.id} event={event} />
      ))}
    </ol>
  );
};
