import type { Listed } from '../api/prediction-types.js';
import { Band } from '../components/band.js';
import { ScoreRing } from '../components/score-ring.js';
import { dayWords, fieldWords, moneyWords, percentWords } from '../words.js';
import { Reasons } from './reasons.js';
import { amountsWords, expectedWords, intervalWords } from './words.js';

export type TableWords = {
  readonly caption: string;
  readonly chance: string;
  readonly value: string;
  /** Of which of the two the interval of a prediction is. */
  readonly intervalOf: 'chance' | 'value';
};

const MOST_REASONS = 3;

type RowProps = { readonly one: Listed; readonly horizon: number; readonly words: TableWords };

const Row = ({ one, horizon, words }: RowProps) => {
  const interval = one.horizons.find(({ days }) => days === horizon);
  return (
    <tr data-account={one.accountId}>
      <th scope="row" class="account">
        <a href={`/accounts/${encodeURIComponent(one.accountId)}`}>{one.name ?? one.accountId}</a>
        <span class="second">{fieldWords(one.segment)}</span>
      </th>
      <td data-label={words.chance} class="number chance">
        <strong>{percentWords(one.chance)}</strong>
        {interval !== undefined && words.intervalOf === 'chance' && (
          <span class="second">{intervalWords(interval)}</span>
        )}
      </td>
      <td data-label={words.value} class="number">
        <span>{expectedWords(one.value, one.currency)}</span>
        <span class="second">
          {words.intervalOf === 'chance'
            ? `of ${moneyWords(one.arr, one.currency)} a year`
            : interval !== undefined && amountsWords(interval, one.currency)}
        </span>
      </td>
      <td data-label="Health" class="health">
        <ScoreRing score={one.score} band={one.band} />
        <Band band={one.band} />
      </td>
      <td data-label="Why">
        <Reasons reasons={one.reasons} most={MOST_REASONS} />
      </td>
      <td data-label="From facts up to">{dayWords(one.day)}</td>
    </tr>
  );
};

type Props = {
  readonly items: ReadonlyArray<Listed>;
  readonly horizon: number;
  readonly words: TableWords;
  readonly busy: boolean;
};

export const PredictionTable = ({ items, horizon, words, busy }: Props) => (
  <div class="table-frame" aria-busy={busy}>
    <table class="accounts">
      <caption class="unseen">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col" class="number">
            {words.chance}
          </th>
          <th scope="col" class="number">
            {words.value}
          </th>
          <th scope="col">Health</th>
          <th scope="col">Why</th>
          <th scope="col">From facts up to</th>
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <Row key={one.accountId} one={one} horizon={horizon} words={words} />
        ))}
      </tbody>
    </table>
  </div>
);
