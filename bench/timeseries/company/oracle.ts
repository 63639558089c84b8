import { momentsOf } from '../../../ml/statistics/moments.js';
import { normalTail } from '../../../ml/statistics/normal.js';
import { DAY } from '../../../simulator/calendar.js';
import type { Company, Customer } from '../../../simulator/company.js';
import type { Incident } from '../../../simulator/market.js';
import { usageOfDay } from '../../../simulator/usage.js';
import type { BookDays } from './book-days.js';

const DRAWS = 20;

const unharmed = (customer: Customer, incident: Incident): Customer => ({
  ...customer,
  walk: { ...customer.walk, incidents: customer.walk.incidents.filter(({ day }) => day !== incident.day) },
});

/** Usage of the whole book on a day as it might as well have been, had the incident not happened. */
const drawn = (company: Company, customers: ReadonlyArray<Customer>, day: number): Float64Array =>
  Float64Array.from({ length: DRAWS }, (_, draw) => {
    const another = { ...company, seed: `${company.seed} ${draw}` };
    return customers.reduce((sum, customer) => sum + usageOfDay(another, customer, day * DAY).length, 0);
  });

/**
 * How probable what happened in an incident is to somebody who knows what each of its days would have been without it, and how
 * much that varies by chance: of the usage of its first days together, with as many looks as it has days. No detector can do better with these sums.
 */
export const oracleOf = ({ company, usage, start }: BookDays, incident: Incident): number => {
  const customers = company.customers.map((customer) => unharmed(customer, incident));
  let missing = 0;
  let variance = 0;
  let least = 1;
  for (let day = incident.day; day < incident.day + incident.days && day - start < (usage[0]?.length ?? 0); day += 1) {
    const { mean, variance: ofDay } = momentsOf(drawn(company, customers, day));
    missing += mean - usage.reduce((sum, days) => sum + (days[day - start] as number), 0);
    variance += ofDay;
    least = Math.min(least, 2 * normalTail(Math.abs(missing) / Math.sqrt(variance)));
  }
  return Math.min(1, incident.days * least);
};
