import { Narrowing } from '../book/narrowing.js';
import { PeriodChoice } from '../book/period-choice.js';
import { SplitChoice } from '../book/split-choice.js';
import { type Asked, MEASURES, type Measure, withGrain } from './asked.js';

export const measureWords: Readonly<Record<Measure, string>> = {
  logo: 'Customers kept',
  gross: 'Revenue kept',
  net: 'Revenue kept and grown',
};

type Props = { readonly asked: Asked; readonly now: number; readonly ask: (asked: Asked) => void };

export const Controls = ({ asked, now, ask }: Props) => (
  <search class="asked">
    <fieldset class="segments">
      <legend class="unseen">What is kept</legend>
      {MEASURES.map((measure) => (
        <button
          type="button"
          key={measure}
          aria-pressed={measure === asked.measure}
          onClick={() => ask({ ...asked, measure })}
        >
          {measureWords[measure]}
        </button>
      ))}
    </fieldset>
    <div class="fields">
      <label>
        <span>Cohorts by</span>
        <select
          value={asked.grain}
          onChange={({ currentTarget: { value } }) => ask(withGrain(asked, value === 'quarter' ? 'quarter' : 'month'))}
        >
          <option value="month">Month</option>
          <option value="quarter">Quarter</option>
        </select>
      </label>
      <PeriodChoice period={asked.period} now={now} ask={(period) => ask({ ...asked, period })} />
      <SplitChoice split={asked.split} ask={(split) => ask({ ...asked, split })} />
      <Narrowing book={asked.book} ask={(book) => ask({ ...asked, book })} />
    </div>
  </search>
);
