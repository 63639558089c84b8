import { anomalyOf } from '../anomaly.js';
import { KINDS } from '../kinds.js';
import type { Measure } from '../measure.js';
import { gapProbability } from '../missing-data.js';
import { type AnomalyOptions, alarmLevelOf } from '../options.js';
import { levelOf, seasonAt } from './forecast.js';
import { ERRORS_AT_LEAST, type Observed, UNKNOWN } from './observed.js';
import type { Forecast, MonitorState } from './state.js';

/** A place without a value: alarms once in a run of gaps, where so long a run is improbable. */
export const watchGap =
  (options: AnomalyOptions, { back }: Measure) =>
  (state: MonitorState, forecast: Forecast): readonly [MonitorState, Observed] => {
    const gap = state.gap + 1;
    const next = { ...state, at: state.at + 1, gap };
    if (state.errors.length < ERRORS_AT_LEAST) return [next, UNKNOWN];
    const probabilityAt = (run: number) =>
      Math.min(1, KINDS * gapProbability(run, state.gaps, state.known + state.gaps));
    const pValue = probabilityAt(gap);
    const level = alarmLevelOf(options);
    if (pValue >= level || probabilityAt(state.gap) < level)
      return [next, { pValue, band: undefined, alarm: undefined }];
    const expected = back(levelOf(forecast) + seasonAt(forecast, state.at));
    const found = {
      kind: 'missing-data' as const,
      from: state.at - state.gap,
      to: state.at,
      value: Number.NaN,
      pValue,
    };
    const alarm = anomalyOf({ ...found, expected, low: expected, high: expected }, options);
    return [next, { pValue, band: undefined, alarm }];
  };
