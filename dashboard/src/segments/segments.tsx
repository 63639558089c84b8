import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../api/answer.js';
import { useApi } from '../api/context.js';
import { listSegments, retireSegment } from '../api/segment-documents.js';
import type { Freshness } from '../api/types.js';
import { useQuery } from '../api/use-query.js';
import { FailureNote, Note } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { focusCard } from '../focus-card.js';
import { mayChange } from '../roles.js';
import { useEvery } from '../use-every.js';
import type { Asked } from './asked.js';
import { Members } from './members.js';
import { SegmentCard } from './segment-card.js';
import { SegmentForm } from './segment-form.js';

const READ_EVERY = 60_000;
const NEW = Symbol('a segment that is made');

type Props = {
  readonly asked: Asked;
  readonly now: number;
  readonly ask: (asked: Asked) => void;
  readonly tellFreshness: (freshness: Freshness) => void;
};

/** The segments there are, read again when one is changed here, and from time to time; and who is in one of them. */
export const Segments = ({ asked, now, ask, tellFreshness }: Props) => {
  const { query, role } = useApi();
  const [minPosition, setMinPosition] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<{ readonly name: string; readonly failure: Failure }>();
  const [written, setWritten] = useState<string | typeof NEW>();
  const { data, failure, refresh } = useQuery(listSegments, { minPosition });
  useEvery(READ_EVERY, refresh);
  useEffect(() => {
    if (data !== undefined) tellFreshness(data.segments.freshness);
  }, [data]);
  const may = mayChange(role, 'segments');
  const close = () => {
    setWritten(undefined);
    focusCard(typeof written === 'string' ? `segment-${written}` : '');
  };
  const changed = (position: string | null) => setMinPosition((before) => position ?? before);
  const form = {
    close,
    saved: (position: string | null) => {
      changed(position);
      close();
    },
  };
  const retire = async (name: string) => {
    const answer = await query(retireSegment, { name });
    setRefusal(answer.ok ? undefined : { name, failure: answer.failure });
    if (answer.ok) changed(answer.data.changed.position);
    focusCard(`segment-${name}`);
  };
  const segments = data?.segments.items.toSorted((a, b) => Number(a.retired) - Number(b.retired));
  return (
    <>
      {failure !== undefined && <FailureNote failure={failure} retry={refresh} />}
      {asked.name !== '' && <Members {...{ asked, minPosition, now, ask, tellFreshness }} />}
      {may && written !== NEW && (
        <div class="actions">
          <button type="button" onClick={() => setWritten(NEW)}>
            New segment
          </button>
        </div>
      )}
      {written === NEW && <SegmentForm segment={undefined} {...form} />}
      {segments === undefined && failure === undefined && <Skeleton lines={6} label="Reading the segments" />}
      {segments?.length === 0 && <Note title="No segments yet">A segment is a rule that accounts match.</Note>}
      <div class="alerts">
        {segments?.map((segment) =>
          segment.name === written ? (
            <SegmentForm key={segment.name} segment={segment} {...form} />
          ) : (
            <SegmentCard
              key={segment.name}
              segment={segment}
              minPosition={minPosition}
              refusal={refusal?.name === segment.name ? refusal.failure : undefined}
              mayChange={may}
              now={now}
              edit={() => setWritten(segment.name)}
              retire={() => void retire(segment.name)}
            />
          ),
        )}
      </div>
    </>
  );
};
