import { DAY } from '../../../simulator/calendar.js';
import { type Company, simulateCompany } from '../../../simulator/company.js';
import { ticketsOf } from '../../../simulator/support.js';
import { usageOfDay } from '../../../simulator/usage.js';

const ENDS_AT = '2026-05-01T00:00:00.000Z';

/** What the accounts of a simulated company did on each day; a row an account, a value a day. */
export type BookDays = {
  readonly company: Company;
  /** Days since 1970 of the first value. */
  readonly start: number;
  readonly usage: ReadonlyArray<Float64Array>;
  readonly tickets: ReadonlyArray<Float64Array>;
};

const emptyRows = (company: Company, days: number) => company.customers.map(() => new Float64Array(days));

export const simulateBook = (seed: string, accounts: number, months: number): BookDays => {
  const company = simulateCompany({ seed, accounts, months, endsAt: ENDS_AT });
  const start = Math.ceil(company.startsAt / DAY);
  const days = Math.floor(company.endsAt / DAY) - start;
  const usage = emptyRows(company, days);
  const tickets = emptyRows(company, days);
  const add = (rows: ReadonlyArray<Float64Array>, account: number, at: number) => {
    const row = rows[account];
    const day = Math.floor(at / DAY) - start;
    if (row !== undefined && day >= 0 && day < days) row[day] = (row[day] as number) + 1;
  };
  company.customers.forEach((customer, account) => {
    for (let day = 0; day < days; day += 1)
      for (const { at } of usageOfDay(company, customer, (start + day) * DAY)) add(usage, account, at);
  });
  for (const { opened } of ticketsOf(company)) add(tickets, opened.account.index, opened.createdAt);
  return { company, start, usage, tickets };
};

export const sumOf = (rows: ReadonlyArray<Float64Array>): Float64Array =>
  rows.reduce(
    (sum, row) => sum.map((value, day) => value + (row[day] as number)),
    new Float64Array(rows[0]?.length ?? 0),
  );
