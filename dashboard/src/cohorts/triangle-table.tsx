import type { CohortGrain, RetentionAtAge, Triangle } from '../api/trend-types.js';
import { axisWords } from '../trends/words.js';
import { compactWords, countWords, NOTHING, percentWords } from '../words.js';
import type { Measure } from './asked.js';

const numbersBehind = (at: RetentionAtAge, measure: Measure): string => {
  if (measure === 'logo') return `${at.paying} of ${at.accounts}`;
  return `${compactWords(measure === 'gross' ? at.keptValue : at.value)} of ${compactWords(at.startValue)}`;
};

type CellProps = { readonly at: RetentionAtAge | undefined; readonly measure: Measure };

const Cell = ({ at, measure }: CellProps) => {
  const share = at?.[measure];
  if (at === undefined) return <td class="heat none" />;
  if (share === null || share === undefined) return <td class="heat">{NOTHING}</td>;
  return (
    <td class="heat" data-sign="more" style={{ '--heat': `${Math.round(Math.min(share, 1.2) * 80)}` }}>
      <span>{percentWords(share)}</span>
      <span class="second">{numbersBehind(at, measure)}</span>
    </td>
  );
};

type Props = {
  readonly triangle: Triangle;
  readonly measure: Measure;
  readonly grain: CohortGrain;
  readonly caption: string;
};

/** A row for each cohort, a column for each month or quarter of its age, as far as they are over. */
export const TriangleTable = ({ triangle: { cohorts, averages }, measure, grain, caption }: Props) => {
  const ages = averages.map(({ age }) => age);
  const cellsOf = (all: ReadonlyArray<RetentionAtAge>) =>
    ages.map((age) => <Cell key={age} at={all.find((one) => one.age === age)} measure={measure} />);
  return (
    /* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard */
    <section class="heat-frame" tabIndex={0} aria-label={caption}>
      <table class="heat-map">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Customers since</th>
            {ages.map((age) => (
              <th key={age} scope="col">
                {age === 0 ? `Same ${grain}` : countWords(age, grain)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map(({ start, accounts, ages: known }) => (
            <tr key={start}>
              <th scope="row">
                {axisWords(start, grain)}
                <span class="second">{countWords(accounts, 'account')}</span>
              </th>
              {cellsOf(known)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All together</th>
            {cellsOf(averages)}
          </tr>
        </tfoot>
      </table>
    </section>
  );
};
