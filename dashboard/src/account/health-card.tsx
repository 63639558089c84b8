import type { Health, ScoredMeasure } from '../api/types.js';
import { bandWords } from '../bands.js';
import { Band } from '../components/band.js';
import { FailureNote, Note } from '../components/note.js';
import { ScoreRing } from '../components/score-ring.js';
import { Skeleton } from '../components/skeleton.js';
import { agoWords, dayWords, instantWords, nameWords, scoreWords } from '../words.js';
import { Measures } from './measures.js';
import type { LiveHealth } from './use-health.js';

/** What the measures come to before any rule holds the score down. */
const uncapped = (measures: ReadonlyArray<ScoredMeasure>): number =>
  measures.reduce((sum, { score, weight }) => sum + (score ?? 0) * weight, 0);

const Caps = ({ health: { caps, measures, score } }: { readonly health: Health }) => {
  const held = score !== null && uncapped(measures) - score >= 1;
  return (
    <div class="caps">
      <strong>
        {held ? `Held down from ${scoreWords(uncapped(measures))}` : 'Limited, but no lower than the measures'}
      </strong>
      <ul>
        {caps.map((cap) => (
          <li key={cap}>{nameWords(cap)}</li>
        ))}
      </ul>
    </div>
  );
};

type Props = { readonly health: LiveHealth; readonly now: number };

export const HealthCard = ({ health: { current, failure, retry }, now }: Props) => {
  if (current === undefined) {
    return failure === undefined ? (
      <Skeleton lines={6} label="Reading the health" />
    ) : (
      <FailureNote failure={failure} retry={retry} />
    );
  }
  if (current === null) return <Note title="Not scored yet">A score appears once enough is known of the account.</Note>;
  return (
    <>
      <div class="health-now">
        <ScoreRing score={current.score} band={current.band} size="large" />
        <div>
          <Band band={current.band} />
          <p class="soft" title={instantWords(current.scoredAt)}>
            Scored {agoWords(current.scoredAt, now)} for {dayWords(current.day)}, by policy {current.policyVersion}
          </p>
          <p class="unseen" role="status">
            Health is {scoreWords(current.score)}, {bandWords(current.band)}
          </p>
        </div>
      </div>
      {current.caps.length > 0 && <Caps health={current} />}
      {current.measures.length === 0 ? (
        <Note title="Too little is known to score">No measure could be read.</Note>
      ) : (
        <Measures measures={current.measures} />
      )}
    </>
  );
};
