import { GRAINS } from '../api/trend-types.js';
import { MetricChoice } from '../book/metric-choice.js';
import { Narrowing } from '../book/narrowing.js';
import { PeriodChoice } from '../book/period-choice.js';
import { nameWords } from '../words.js';
import { type Asked, MOST_METRICS } from './asked.js';

type Props = {
  readonly asked: Asked;
  readonly metrics: ReadonlyArray<string>;
  readonly now: number;
  readonly ask: (asked: Asked) => void;
};

export const Controls = ({ asked, metrics, now, ask }: Props) => (
  <search class="asked">
    <MetricChoice
      chosen={asked.metrics}
      metrics={metrics}
      fewest={2}
      most={MOST_METRICS}
      ask={(chosen) => ask({ ...asked, metrics: chosen })}
    />
    <div class="fields">
      <PeriodChoice period={asked.period} now={now} ask={(period) => ask({ ...asked, period })} />
      <label>
        <span>Step</span>
        <select
          value={asked.grain}
          onChange={({ currentTarget: { value } }) =>
            ask({ ...asked, grain: GRAINS.find((known) => known === value) ?? asked.grain })
          }
        >
          {GRAINS.map((grain) => (
            <option key={grain} value={grain}>
              {nameWords(grain)}
            </option>
          ))}
        </select>
      </label>
      <Narrowing book={asked.book} ask={(book) => ask({ ...asked, book })} />
    </div>
  </search>
);
