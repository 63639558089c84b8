import { useEffect, useState } from 'preact/hooks';
import { readMembers } from '../api/segment-documents.js';
import type { Freshness } from '../api/types.js';
import { useQuery } from '../api/use-query.js';
import { FailureNote } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { daysUpTo } from '../days.js';
import { MOST_LISTED } from '../inbox/use-inbox.js';
import { dayWords } from '../words.js';
import { AccountTable } from './account-table.js';
import type { Asked } from './asked.js';
import { tallyWords } from './words.js';

const PAGE = 50;

type Props = {
  readonly asked: Asked;
  readonly minPosition: string | null;
  readonly now: number;
  readonly ask: (asked: Asked) => void;
  readonly tellFreshness: (freshness: Freshness) => void;
};

/** Who was in a segment at the end of a day, by the rule that held then. */
export const Members = ({ asked, minPosition, now, ask, tellFreshness }: Props) => {
  const { name, asOf } = asked;
  const [first, setFirst] = useState(PAGE);
  const { data, failure, loading, refresh } = useQuery(readMembers, {
    ...{ name, asOf: asOf === '' ? null : asOf, first, minPosition },
  });
  useEffect(() => setFirst(PAGE), [name, asOf]);
  useEffect(() => {
    if (data !== undefined) tellFreshness(data.members.freshness);
  }, [data]);
  const members = failure === undefined ? data?.members : undefined;
  const today = daysUpTo(now, 1).to;
  return (
    <section class="card" aria-labelledby="members">
      <div class="card-head">
        <h2 id="members">Who is in {name}</h2>
        <label class="on-day">
          <span>At the end of</span>
          <input
            type="date"
            max={today}
            value={asOf === '' ? today : asOf}
            onChange={({ currentTarget: { value } }) => ask({ name, asOf: value === today ? '' : value })}
          />
        </label>
      </div>
      {failure !== undefined && <FailureNote failure={failure} retry={refresh} />}
      {members === undefined && failure === undefined && <Skeleton lines={6} label="Reading who is in it" />}
      {members !== undefined && (
        <div aria-busy={loading}>
          <p role="status">
            <strong>{tallyWords(members)}</strong>{' '}
            <span class="soft">
              on {dayWords(members.asOf)}, by version {members.version}
            </span>
          </p>
          {members.items.length > 0 && (
            <AccountTable caption={`Accounts in ${name} on ${dayWords(members.asOf)}`} accounts={members.items} />
          )}
          {members.nextCursor !== null && first < MOST_LISTED && (
            <button
              type="button"
              class="quiet"
              disabled={loading}
              onClick={() => setFirst(Math.min(first + PAGE, MOST_LISTED))}
            >
              Show more
            </button>
          )}
        </div>
      )}
    </section>
  );
};
