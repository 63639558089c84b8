import { GRAINS, type TrendMetric } from '../api/trend-types.js';
import { MetricChoice } from '../book/metric-choice.js';
import { Narrowing } from '../book/narrowing.js';
import { PeriodChoice } from '../book/period-choice.js';
import { SplitChoice } from '../book/split-choice.js';
import { daysUpTo } from '../days.js';
import { nameWords } from '../words.js';
import { type Asked, MOST_METRICS } from './asked.js';

type Props = {
  readonly asked: Asked;
  readonly metrics: ReadonlyArray<TrendMetric>;
  readonly now: number;
  readonly ask: (asked: Asked) => void;
};

const OPTIONS = [
  ['compare', 'Beside the period before'],
  ['forecast', 'Forecast'],
  ['parts', 'Taken apart'],
] as const;

export const Controls = ({ asked, metrics, now, ask }: Props) => (
  <search class="asked">
    <MetricChoice
      chosen={asked.metrics}
      metrics={metrics.map(({ metric }) => metric)}
      fewest={1}
      most={MOST_METRICS}
      ask={(chosen) => ask({ ...asked, metrics: chosen })}
    />
    <div class="fields">
      <PeriodChoice period={asked.period} now={now} ask={(period) => ask({ ...asked, period })} />
      <label>
        <span>Step</span>
        <select
          value={asked.grain ?? ''}
          onChange={({ currentTarget: { value } }) =>
            ask({ ...asked, grain: GRAINS.find((known) => known === value) ?? null })
          }
        >
          <option value="">What fits</option>
          {GRAINS.map((grain) => (
            <option key={grain} value={grain}>
              {nameWords(grain)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>As known on</span>
        <input
          type="date"
          max={daysUpTo(now, 1).to}
          value={asked.knownAt ?? ''}
          onChange={({ currentTarget: { value } }) => ask({ ...asked, knownAt: value === '' ? null : value })}
        />
      </label>
      {asked.book.account === '' && <SplitChoice split={asked.split} ask={(split) => ask({ ...asked, split })} />}
      <Narrowing book={asked.book} ask={(book) => ask({ ...asked, book })} />
    </div>
    <fieldset class="options">
      <legend class="unseen">Shown with it</legend>
      {OPTIONS.map(([name, words]) => (
        <label key={name} class="check">
          <input
            type="checkbox"
            checked={asked[name]}
            onChange={(event) => ask({ ...asked, [name]: event.currentTarget.checked })}
          />
          {words}
        </label>
      ))}
      {asked.split !== null && (asked.forecast || asked.parts) && (
        <span class="caption">Forecasts and parts are of one series: split by nothing to see them.</span>
      )}
    </fieldset>
  </search>
);
