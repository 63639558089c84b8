import type { Comparison, Comparisons, TrendMetric } from '../api/trend-types.js';
import type { Days } from '../days.js';
import { changePercentWords, changeWords, dayWords, NOTHING, nameWords, percentWords } from '../words.js';
import { partWords, toldWords } from './words.js';

const daysWords = ({ from, to }: Days): string => `${dayWords(from)} to ${dayWords(to)}`;

/** What a part is of all parts; only what adds up has one. */
const shareOf = (own: ReadonlyArray<Comparison>, { value }: Comparison): string => {
  const all = own.reduce((sum, one) => sum + (one.value ?? 0), 0);
  return value === null || all === 0 ? NOTHING : percentWords(value / all);
};

type Props = {
  readonly metric: string;
  readonly rollup: TrendMetric['rollup'] | undefined;
  readonly isSplit: boolean;
  readonly compared: Comparisons;
};

/** A metric over the period beside what it was over the period before. */
export const ComparisonTable = ({ metric, rollup, isSplit, compared }: Props) => {
  const own = compared.comparisons.filter((one) => one.metric === metric);
  const adds = isSplit && rollup !== undefined && rollup !== 'mean';
  return (
    <div class="compared">
      <table>
        <caption class="unseen">{nameWords(metric)} beside the period before</caption>
        <thead>
          <tr>
            <th scope="col">{isSplit ? 'Part' : 'Metric'}</th>
            <th scope="col" class="number">
              Period
            </th>
            {adds && (
              <th scope="col" class="number">
                Of all
              </th>
            )}
            <th scope="col" class="number">
              Before
            </th>
            <th scope="col" class="number">
              Change
            </th>
            <th scope="col" class="number">
              Change %
            </th>
          </tr>
        </thead>
        <tbody>
          {own.map((one) => (
            <tr key={one.part}>
              <th scope="row">{isSplit ? partWords(one.part) : nameWords(metric)}</th>
              <td class="number" data-label="Period">
                {toldWords(one.value)}
              </td>
              {adds && (
                <td class="number" data-label="Of all">
                  {shareOf(own, one)}
                </td>
              )}
              <td class="number" data-label="Before">
                {toldWords(one.before)}
              </td>
              <td class="number" data-label="Change">
                {one.change === null ? NOTHING : changeWords(one.change)}
              </td>
              <td class="number" data-label="Change %">
                {one.ratio === null ? NOTHING : changePercentWords(one.ratio)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="caption">
        {daysWords(compared)}, beside {daysWords(compared.before)}.
      </p>
    </div>
  );
};
