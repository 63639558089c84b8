import type { Detector } from '../detector.js';
import { measureOf } from '../measure.js';
import type { AnomalyOptions } from '../options.js';
import { begin } from './begin.js';
import { type Observed, UNKNOWN } from './observed.js';
import { initialState, type MonitorState } from './state.js';
import { watchGap } from './watch-gap.js';
import { watchValue } from './watch-value.js';

/** Beyond this, sums of squares would be infinite. */
const LARGEST = 1e150;

/**
 * Watches a daily or weekly metric of a business. After two periods and thirty values more it judges each value by
 * forecasts of its own: the value itself, the last seven and the last 28 errors, and gaps. All kinds together alarm as
 * often as `falseAlarmsPerYear` says in a series in which nothing happens. A value too large to be reckoned with (above
 * 1e150) counts as missing.
 */
export const metricMonitor = (options: AnomalyOptions): Detector<MonitorState, Observed> => {
  const measure = measureOf(options.counts);
  const beginWith = begin(options.periods);
  const onGap = watchGap(options, measure);
  const onValue = watchValue(options, measure);
  return {
    initial: initialState,
    observe: (state, value) => {
      const there = Math.abs(value) <= LARGEST;
      if (state.forecast === null) return [beginWith(state, there ? measure.onto(value) : null), UNKNOWN];
      return there ? onValue(state, state.forecast, value) : onGap(state, state.forecast);
    },
  };
};
