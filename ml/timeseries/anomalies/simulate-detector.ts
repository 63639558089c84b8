import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { Anomaly } from './anomaly.js';
import { replay } from './detector.js';
import { metricMonitor } from './monitor/metric-monitor.js';
import { type AnomalyOptions, checkOptions, type OptionRefusal } from './options.js';

/** What the monitor of a metric would have alarmed, had it watched the whole history with these options from its first day. */
export const simulateDetector = (
  series: Float64Array,
  options: AnomalyOptions,
): E.Either<OptionRefusal, ReadonlyArray<Anomaly>> =>
  pipe(
    checkOptions(options),
    E.map((checked) =>
      replay(metricMonitor(checked), series).flatMap(({ alarm }) => (alarm === undefined ? [] : [alarm])),
    ),
  );
