import type { Field } from '../../domain/segment/fields.js';
import { monthOf, placeIn } from './months.js';

export type Tables = {
  readonly known: string;
  readonly accounts: string;
  readonly values: string;
  readonly health: string;
  readonly activity: string;
  readonly openCases: string;
  readonly cohorts: string;
  /** All but `activity` are already as they were known at the end of this day. */
  readonly knownAt: string | undefined;
};

export type Sql = {
  readonly text: string;
  readonly bindings: ReadonlyArray<string | number | ReadonlyArray<string>>;
};

/** Fields that are kept as they were said, under their own names. */
const kept: ReadonlyArray<Field> = [
  'name',
  'domain',
  'industry',
  'plan',
  'region',
  'segment',
  'owner',
  'lifecycleStage',
  'employees',
  'annualRevenue',
  'seats',
];

/** The value of an array of the account's that goes with the last of its days that has come. */
const step = (days: string): string => `(select count(*)::integer from unnest(a.${days}) d where d <= ?)`;

/** Nothing before the first contract; without an amount while contracts run in several currencies. */
const worth = (day: string): Sql => ({
  text: `select jsonb_build_object('amount', a.arr_amounts[s.place], 'currency', a.arr_currencies[s.place])
    from (select ${step('arr_days')} as place) s where s.place > 0`,
  bindings: [day],
});

const renewing = (day: string): Sql => ({ text: `select a.renewal_ends[${step('renewal_days')}]`, bindings: [day] });

const asSaid = ({ values }: Tables, day: string, names: ReadonlyArray<string>): Sql => ({
  text: `select coalesce(jsonb_object_agg(w.attribute, v.value), '{}') from unnest(?::text[]) w(attribute),
    lateral (select v.value from ${values} v where v.account_id = k.account_id and v.attribute = w.attribute and v.at <= ?
      order by v.at desc limit 1) v`,
  bindings: [names, `${day}T23:59:59.999Z`],
});

const scored = ({ health }: Tables, day: string): Sql => ({
  text: `select jsonb_build_object('score', h.score, 'band', h.band) from ${health} h
    where h.account_id = k.account_id and h.day <= ? order by h.day desc limit 1`,
  bindings: [day],
});

/** Of the last two months one has a day, since every row has; but perhaps none that was known of by then. */
const lastActive = ({ activity, knownAt }: Tables, day: string): Sql =>
  knownAt === undefined
    ? {
        text: `select max(d) from (select m.days from ${activity} m where m.account_id = k.account_id and m.month <= ?
      order by m.month desc limit 2) m, unnest(m.days) d where d <= ?`,
        bindings: [monthOf(day), day],
      }
    : {
        text: `select max(d.day) from ${activity} m, unnest(m.days, m.told) d(day, told)
    where m.account_id = k.account_id and d.day <= ? and d.told <= ?`,
        bindings: [day, knownAt],
      };

const open = ({ openCases }: Tables, day: string): Sql => ({
  text: `select coalesce(sum(case when c.month < ? then c.total
      else (select sum(s) from unnest(c.sums[1:?]) s) end), 0)
    from ${openCases} c where c.account_id = k.account_id and c.month <= ?`,
  bindings: [monthOf(day), placeIn(day), monthOf(day)],
});

const inCohorts = ({ cohorts }: Tables, day: string): Sql => ({
  text: `select coalesce(array_agg(called), '{}') from ${cohorts} c, unnest(array[c.vendor_id, c.name]) called
    where c.account_id = k.account_id and called is not null
      and c.members[(select count(*)::integer from unnest(c.days) d where d <= ?)] > 0`,
  bindings: [day],
});

/** One row an account that was known at the end of a day, of all or of some of them, with what these fields need. */
export const heldOn = (
  tables: Tables,
  day: string,
  fields: ReadonlySet<Field>,
  accountIds: ReadonlyArray<string> | undefined,
): Sql => {
  const end = `${day}T23:59:59.999Z`;
  const wanted = (names: ReadonlyArray<Field>, sql: Sql): Sql =>
    names.some((name) => fields.has(name)) ? sql : { text: 'null', bindings: [] };
  const names = kept.filter((name) => fields.has(name));
  const parts: ReadonlyArray<readonly [string, Sql]> = [
    ['said', wanted(kept, asSaid(tables, day, names))],
    ['worth', wanted(['arr', 'currency'], worth(day))],
    ['renews_on', wanted(['daysToRenewal'], renewing(day))],
    ['scored', wanted(['healthScore', 'healthBand'], scored(tables, day))],
    ['last_active_on', wanted(['daysSinceActivity'], lastActive(tables, day))],
    ['open_cases', wanted(['openCases'], open(tables, day))],
    ['cohorts', wanted(['cohort'], inCohorts(tables, day))],
  ];
  return {
    text: `
      select k.account_id, a.of_crm,
        case when a.account_id is not null then coalesce(a.removed_at <= ?, false) end as removed,
        ${parts.map(([name, { text }]) => `(${text}) as ${name}`).join(', ')}
      from ${tables.known} k
      left join ${tables.accounts} a on a.account_id = k.account_id
      where k.since <= ? ${accountIds === undefined ? '' : 'and k.account_id = any(?::text[])'}`,
    bindings: [
      end,
      ...parts.flatMap(([, { bindings }]) => bindings),
      end,
      ...(accountIds === undefined ? [] : [accountIds]),
    ],
  };
};
