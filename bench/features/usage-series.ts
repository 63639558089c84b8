import type { AccountSeries } from '../../domain/health/daily-series.js';
import { dayOf, timestampOf } from '../../domain/primitives.js';
import { type Entry, seriesFrom } from '../../ml/features/daily-entries.js';
import { DAY } from '../../simulator/calendar.js';
import type { Company, Customer } from '../../simulator/company.js';
import { usageOfDay } from '../../simulator/usage.js';

/** What the people of an account did, day by day, as the trends keep it. */
export const usageSeries = (company: Company, customer: Customer): AccountSeries => {
  const entries: Array<Entry> = [];
  const adopted = new Set<string>();
  for (let at = Math.ceil(company.startsAt / DAY) * DAY; at + DAY <= company.endsAt; at += DAY) {
    const done = usageOfDay(company, customer, at);
    if (done.length === 0) continue;
    const day = dayOf(timestampOf(at));
    const features = new Map<string, number>();
    for (const { feature } of done) features.set(feature, (features.get(feature) ?? 0) + 1);
    entries.push(
      { name: 'events', day, value: done.length },
      { name: 'active_users', day, value: new Set(done.map(({ user }) => user.distinctId)).size },
    );
    for (const [feature, value] of features) {
      entries.push({ name: `events/${feature}`, day, value });
      if (!adopted.has(feature)) entries.push({ name: 'features_adopted', day, value: 1 });
      adopted.add(feature);
    }
  }
  return seriesFrom(entries, dayOf(timestampOf(company.endsAt - 1)));
};
