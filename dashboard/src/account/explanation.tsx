import { useEffect, useRef } from 'preact/hooks';
import { readExplanation } from '../api/documents.js';
import type { HealthExplanation } from '../api/types.js';
import { useQuery } from '../api/use-query.js';
import { bandWords } from '../bands.js';
import { FailureNote, Note } from '../components/note.js';
import { Skeleton } from '../components/skeleton.js';
import { changeWords, dayWords, scoreWords } from '../words.js';
import { MovedMeasures } from './moved-measures.js';
import type { PartProps } from './part.js';
import { type ChosenDays, lastDays } from './use-chosen-days.js';

/** Facts are read from the log itself, which is dearer than a read model. */
const REFRESH_EVERY = 30_000;
const LASTS = [7, 30, 90];

type Props = PartProps & { readonly chosen: ChosenDays; readonly scoredAt: string | undefined };

const Choice = ({ today, chosen: { days, choose } }: Pick<Props, 'today' | 'chosen'>) => (
  <div class="chosen-days">
    <fieldset class="segments">
      <legend class="unseen">Days compared</legend>
      {LASTS.map((count) => {
        const last = lastDays(today, count);
        const isChosen = last.from === days.from && last.to === days.to;
        return (
          <button type="button" key={count} aria-pressed={isChosen} onClick={() => choose(last)}>
            Last {count} days
          </button>
        );
      })}
    </fieldset>
    {(['from', 'to'] as const).map((end) => (
      <label key={end}>
        <span class="unseen">{end === 'from' ? 'From the end of' : 'To the end of'}</span>
        <input
          type="date"
          value={days[end]}
          onChange={({ currentTarget: { value } }) => value !== '' && choose({ ...days, [end]: value })}
        />
      </label>
    ))}
  </div>
);

const pointWords = ({ day, score, band }: NonNullable<HealthExplanation['from']>): string =>
  `${scoreWords(score)} (${bandWords(band)}) on ${dayWords(day)}`;

const signOf = (change: number): string | undefined => {
  if (change === 0) return undefined;
  return change < 0 ? 'less' : 'more';
};

const Explained = ({ explanation }: { readonly explanation: HealthExplanation }) => {
  const { from, to, change } = explanation;
  if (to === null) return <Note title="It was not scored yet on these days" />;
  if (from === null)
    return <Note title="It was not scored yet on the first of these days">{`Now ${pointWords(to)}`}</Note>;
  return (
    <>
      <p class="moved" role="status">
        From {pointWords(from)} to {pointWords(to)}
        {change !== null && (
          <strong data-sign={signOf(change)}>{change === 0 ? 'no change' : `${changeWords(change)} points`}</strong>
        )}
      </p>
      <MovedMeasures explanation={explanation} />
    </>
  );
};

/** What moved the score between two days, and the facts behind it. */
export const Explanation = ({ accountId, today, changes, chosen, scoredAt, tellFreshness }: Props) => {
  const { data, failure, loading, refresh } = useQuery(
    readExplanation,
    { id: accountId, ...chosen.days },
    REFRESH_EVERY,
  );
  const explainedAt = useRef(scoredAt);
  useEffect(() => {
    if (changes > 0 || explainedAt.current !== undefined) refresh();
    explainedAt.current = scoredAt;
  }, [changes, scoredAt]);
  const explanation = data?.account?.healthExplanation;
  useEffect(() => {
    if (explanation !== undefined) tellFreshness(explanation.freshness);
  }, [explanation]);
  return (
    <>
      <div class="card-head">
        <h2>Why the score moved</h2>
        <Choice today={today} chosen={chosen} />
      </div>
      {failure !== undefined && <FailureNote failure={failure} retry={refresh} />}
      {explanation === undefined && failure === undefined && <Skeleton lines={5} label="Reading why the score moved" />}
      {explanation !== undefined && (
        <div class="explained" aria-busy={loading}>
          <Explained explanation={explanation} />
        </div>
      )}
    </>
  );
};
