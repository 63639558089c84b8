import { replay } from '../../../ml/timeseries/anomalies/detector.js';
import { metricMonitor } from '../../../ml/timeseries/anomalies/monitor/metric-monitor.js';
import type { AnomalyOptions } from '../../../ml/timeseries/anomalies/options.js';
import { DAY } from '../../../simulator/calendar.js';
import type { BookDays } from './book-days.js';
import type { SizedIncident } from './incidents.js';
import { oracleOf } from './oracle.js';

/** A row for each incident that was missed: what was expected of its days, how unusual they seemed, and how unusual they are to somebody who knows what to expect. */
export const tellMissed = (
  book: BookDays,
  usage: Float64Array,
  missed: ReadonlyArray<SizedIncident>,
  options: AnomalyOptions,
): void => {
  const observed = replay(metricMonitor(options), usage);
  for (const incident of missed) {
    const from = incident.day - book.start;
    const days = Array.from({ length: incident.days }, (_, i) => from + i).filter((at) => at < usage.length);
    const seen = days.map((at) => {
      const band = observed[at]?.band;
      if (Number.isNaN(usage[at])) return 'holiday';
      return band === undefined
        ? `${usage[at]}`
        : `${usage[at]} of ${band.expected.toFixed(0)} (from ${band.low.toFixed(0)})`;
    });
    const least = Math.min(...days.map((at) => observed[at]?.pValue ?? 1));
    const date = new Date(incident.day * DAY).toISOString().slice(0, 10);
    console.log(
      `| ${date} | ${incident.size.toFixed(1)} | ${seen.join(', ')} | ${least.toPrecision(2)} | ${oracleOf(book, incident).toPrecision(2)} |`,
    );
  }
};
