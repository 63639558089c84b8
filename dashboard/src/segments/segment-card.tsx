import { useRef, useState } from 'preact/hooks';
import type { Failure } from '../api/answer.js';
import { countMembers } from '../api/segment-documents.js';
import type { Segment } from '../api/segment-types.js';
import { useQuery } from '../api/use-query.js';
import { Refusal } from '../components/refusal.js';
import { useSeen } from '../use-seen.js';
import { agoWords, instantWords } from '../words.js';
import { addressOf } from './asked.js';
import { ruleWords, tallyWords } from './words.js';

type RetireProps = { readonly retire: () => void };

/** What cannot be taken back is asked for twice. */
const Retire = ({ retire }: RetireProps) => {
  const [sure, setSure] = useState(false);
  return sure ? (
    <>
      <button type="button" class="quiet" onClick={retire}>
        Retire it: nobody is in it from now on
      </button>
      <button type="button" class="quiet" onClick={() => setSure(false)}>
        Keep it
      </button>
    </>
  ) : (
    <button type="button" class="quiet" onClick={() => setSure(true)}>
      Retire
    </button>
  );
};

const Versions = ({ segment: { versions } }: { readonly segment: Segment }) => (
  <details class="causes">
    <summary>Versions</summary>
    <ol>
      {versions.map(({ version, since, rule }) => (
        <li key={version} value={version}>
          Since {instantWords(since)}: {rule === null ? 'retired' : ruleWords(rule)}
        </li>
      ))}
    </ol>
  </details>
);

type Props = {
  readonly segment: Segment;
  readonly minPosition: string | null;
  readonly refusal: Failure | undefined;
  readonly mayChange: boolean;
  readonly now: number;
  readonly edit: () => void;
  readonly retire: () => void;
};

export const SegmentCard = ({ segment, minPosition, refusal, mayChange, now, edit, retire }: Props) => {
  const card = useRef<HTMLElement>(null);
  const { name, retired, version, since, description, rule } = segment;
  const seen = useSeen(card);
  const counted = useQuery(countMembers, seen && !retired ? { name, minPosition } : undefined);
  const title = `segment-${name}`;
  return (
    <article
      class="card alert"
      tabIndex={-1}
      ref={card}
      aria-labelledby={title}
      data-status={retired ? 'resolved' : 'open'}
    >
      <div>
        <h2 id={title}>{name}</h2>
        {description !== null && <p>{description}</p>}
        {rule !== null && <p class="soft">{ruleWords(rule)}</p>}
        {segment.versions.length > 1 && <Versions segment={segment} />}
      </div>
      <div class="state">
        <p role="status">
          <strong>{retired ? 'Retired' : counted.data && tallyWords(counted.data.members)}</strong>{' '}
          <span class="soft" title={instantWords(since)}>
            version {version}, {agoWords(since, now)}
          </span>
        </p>
        <p class="links">
          <a href={addressOf({ name, asOf: '' })}>Who is in it</a>
          {!retired && <a href={`/trends?segment=${encodeURIComponent(name)}`}>Its trends</a>}
          {!retired && <a href={`/anomalies?segment=${encodeURIComponent(name)}`}>Its anomalies</a>}
        </p>
        <Refusal refused={refusal} />
        {mayChange && (
          <div class="actions">
            <button type="button" class="quiet" onClick={edit}>
              {retired ? 'Define anew' : 'Change'}
            </button>
            {!retired && <Retire retire={retire} />}
          </div>
        )}
      </div>
    </article>
  );
};
