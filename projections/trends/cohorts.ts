import { addDays, type CalendarDate } from '../../domain/primitives.js';
import type { Cohort, CohortGrain, RetentionAtAge, RetentionTriangle } from './answers.js';
import { nextStart, startOf } from './buckets.js';
import { nobody, type Retained, retained, retentionOf, together } from './retention.js';
import { type AccountValues, isCustomer, valueOn } from './yearly-values.js';

type CohortSpan = {
  readonly grain: CohortGrain;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly asOf: CalendarDate;
};
type Period = { readonly start: CalendarDate; readonly last: CalendarDate };
/** What the accounts of a cohort count for at each of its ages. */
type Counted = { readonly accounts: number; readonly ages: ReadonlyArray<Retained> };

const periodsOver = ({ grain, from, asOf }: CohortSpan): ReadonlyArray<Period> => {
  const periods: Array<Period> = [];
  for (let start = startOf(grain, from); ; ) {
    const next = nextStart(grain, start);
    if (next > addDays(asOf, 1)) return periods;
    periods.push({ start, last: addDays(next, -1) });
    start = next;
  }
};

/**
 * An account at the end of its first period and of each that followed. What it began with is what it paid at the end of
 * the first one, for a purchase is often written down in several steps; of one that had left by then, what it paid on
 * its first day.
 */
const countedAt = (account: AccountValues, first: number | null, periods: ReadonlyArray<Period>): Counted => {
  const values = periods.map(({ last }) => valueOn(account, last));
  const [settled = null] = values;
  const start = settled !== null && isCustomer(settled) ? settled : first;
  return { accounts: 1, ages: values.map((value) => retained(start, value)) };
};

const bothCounted = (a: Counted | undefined, b: Counted): Counted =>
  a === undefined
    ? b
    : { accounts: a.accounts + b.accounts, ages: a.ages.map((age, i) => together(age, b.ages[i] ?? nobody)) };

const cohortOf = ({ accounts, ages }: Counted, periods: ReadonlyArray<Period>): Cohort => ({
  start: periods[0]?.start ?? '',
  accounts,
  ages: ages.map((counted, age) => ({ age, day: periods[age]?.last ?? '', ...retentionOf(counted) })),
});

const averagesOf = (cohorts: ReadonlyArray<Counted>): ReadonlyArray<RetentionAtAge> => {
  const oldest = Math.max(0, ...cohorts.map(({ ages }) => ages.length));
  return Array.from({ length: oldest }, (_, age) => ({
    age,
    ...retentionOf(cohorts.map(({ ages }) => ages[age] ?? nobody).reduce(together, nobody)),
  }));
};

const triangleOf = (part: string | null, accounts: ReadonlyArray<AccountValues>, span: CohortSpan) => {
  const periods = periodsOver(span);
  const places = new Map(periods.map(({ start }, place) => [start, place]));
  const counted = new Map<number, Counted>();
  for (const account of accounts) {
    const first = account.values.find(({ value }) => isCustomer(value));
    const start = first === undefined ? undefined : startOf(span.grain, first.day);
    const place = start === undefined || start >= span.to ? undefined : places.get(start);
    if (first === undefined || place === undefined) continue;
    counted.set(place, bothCounted(counted.get(place), countedAt(account, first.value, periods.slice(place))));
  }
  const inOrder = [...counted].sort(([a], [b]) => a - b);
  const cohorts = inOrder.map(([place, each]) => cohortOf(each, periods.slice(place)));
  return { part, cohorts, averages: averagesOf(inOrder.map(([, each]) => each)) };
};

/**
 * Accounts by the period in which they first paid anything, and what became of them at the end of each period that is
 * over on `asOf`. Parts in order of their names, the accounts without one first; parts and periods without any are left out.
 */
export const cohortsOf = (
  accounts: ReadonlyArray<AccountValues>,
  span: CohortSpan,
): ReadonlyArray<RetentionTriangle> => {
  const parts = [...new Set(accounts.map(({ part }) => part))].sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
  return parts
    .map((part) =>
      triangleOf(
        part,
        accounts.filter((account) => account.part === part),
        span,
      ),
    )
    .filter(({ cohorts }) => cohorts.length > 0);
};
