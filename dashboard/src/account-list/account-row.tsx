import { Band } from '../components/band.js';
import { ScoreRing } from '../components/score-ring.js';
import { agoWords, daysUntil, dayWords, fieldWords, instantWords, moneyWords, NOTHING, untilWords } from '../words.js';
import type { Row } from './rows.js';

const SOON = 60;

const kindOf = ({ segment, industry }: Row): string =>
  [segment, industry]
    .filter((value) => value !== null)
    .map(fieldWords)
    .join(' · ') || NOTHING;

/** Two marks take turns, so that the same animation starts anew at every change. */
const changeMark = (changes: number): string | undefined => {
  if (changes === 0) return undefined;
  return changes % 2 === 0 ? 'even' : 'odd';
};

const Renewal = ({ renewsOn, now }: { readonly renewsOn: string | null; readonly now: number }) => {
  if (renewsOn === null) return <>{NOTHING}</>;
  const days = daysUntil(renewsOn, now);
  return (
    <>
      <span>{dayWords(renewsOn)}</span>
      <span class={days < SOON ? 'second soon' : 'second'}>{untilWords(renewsOn, now)}</span>
    </>
  );
};

export const AccountRow = ({ row, now }: { readonly row: Row; readonly now: number }) => (
  <tr data-account={row.accountId} data-changed={changeMark(row.changes)}>
    <th scope="row" class="account">
      <a href={`/accounts/${encodeURIComponent(row.accountId)}`}>{row.name ?? row.domain ?? row.accountId}</a>
      {row.name !== null && row.domain !== null && <span class="second">{row.domain}</span>}
    </th>
    <td data-label="Health" class="health">
      <ScoreRing score={row.healthScore} band={row.healthBand} />
      <Band band={row.healthBand} />
    </td>
    <td data-label="ARR" class="number">
      {moneyWords(row.arr, row.currency)}
    </td>
    <td data-label="Renews">
      <Renewal renewsOn={row.renewsOn} now={now} />
    </td>
    <td data-label="Segment">
      <span>{kindOf(row)}</span>
      {row.plan !== null && <span class="second">{fieldWords(row.plan)} plan</span>}
    </td>
    <td data-label="Lifecycle">{fieldWords(row.lifecycleStage)}</td>
    <td data-label="Open cases" class="number">
      {row.openCases}
    </td>
    <td data-label="Last activity">
      <span title={row.lastActivityAt === null ? undefined : instantWords(row.lastActivityAt)}>
        {agoWords(row.lastActivityAt, now)}
      </span>
    </td>
  </tr>
);
