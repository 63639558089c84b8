import * as E from 'fp-ts/lib/Either.js';
import { uniformOf } from '../../../ml/statistics/random.js';
import { leadingIndicators } from '../../../ml/timeseries/correlation/leading-indicators.js';
import type { AccountDays } from '../../../ml/timeseries/correlation/matched-days.js';
import { DAY } from '../../../simulator/calendar.js';
import type { BookDays } from './book-days.js';
import { share } from './incidents.js';

const MONTH = 28;
const LEADS = [14, 28, 56, 84];
const INDICATORS = ['usage of 28 days beside the 28 before', 'tickets of 28 days', 'chance'];

/** A sum over the last 28 days, NaN before there are as many. */
const lately = (days: Float64Array): Float64Array =>
  days.map((_, day) =>
    day + 1 < MONTH ? Number.NaN : days.subarray(day + 1 - MONTH, day + 1).reduce((sum, value) => sum + value, 0),
  );

/** NaN while it is no customer. */
const whileThere = ({ company, start }: BookDays, account: number, values: Float64Array): Float64Array => {
  const customer = company.customers[account] as BookDays['company']['customers'][number];
  const from = Math.ceil(customer.walk.startsAt / DAY) - start;
  const to = customer.walk.leftAt === undefined ? values.length : Math.floor(customer.walk.leftAt / DAY) - start;
  return values.map((value, day) => (day < from || day >= to ? Number.NaN : value));
};

const accountsOf = (book: BookDays): ReadonlyArray<AccountDays> =>
  book.company.customers.map(({ walk }, account) => {
    const used = lately(whileThere(book, account, book.usage[account] as Float64Array));
    const trend = used.map((value, day) => {
      const before = used[day - MONTH] ?? Number.NaN;
      return value + before === 0 ? Number.NaN : (value - before) / Math.max(value, before);
    });
    const tickets = lately(whileThere(book, account, book.tickets[account] as Float64Array));
    const uniform = uniformOf(account);
    const chance = whileThere(book, account, used.map(uniform));
    const left = walk.leftAt === undefined ? [] : [Math.floor(walk.leftAt / DAY) - book.start];
    return { indicators: [trend, tickets, chance], events: left.filter((day) => day >= 0) };
  });

/** What comes before customers leave, as the simulator has it. */
export const tellIndicators = (books: ReadonlyArray<BookDays>): void => {
  const accounts = books.flatMap(accountsOf);
  const found = leadingIndicators(accounts, { leads: LEADS, clearBefore: 90, clearAfter: 90, controls: 10, seed: 1 });
  const churned = accounts.reduce((count, { events }) => count + events.length, 0);
  console.log(`\nWhat comes before a customer leaves (${churned} left)\n`);
  if (E.isLeft(found)) {
    console.log(JSON.stringify(found.left));
    return;
  }
  console.log(
    '| indicator | AUC, at its best | false share | longest lead with a finding | stable in |\n| --- | --- | --- | --- | --- |',
  );
  for (const { indicator, best, leadTime, stability } of found.right)
    console.log(
      `| ${INDICATORS[indicator]} | ${best.auc.toFixed(3)}, ${best.lead} days before | ${best.qValue.toPrecision(2)} | ${leadTime === undefined ? 'none' : `${leadTime} days`} | ${share(stability, 1)} |`,
    );
};
