import { likePattern } from '../searched-text.js';
import type { AccountFilter, AccountOrder, RemovedAccounts } from './answers.js';
import type { Place } from './cursor.js';
import { counted, measured } from './table.js';

export type Sql = { readonly text: string; readonly bindings: ReadonlyArray<string | number | ReadonlyArray<string>> };

export type Tables = {
  readonly accounts: string;
  readonly activity: string;
  readonly health: string;
  readonly counts: string;
  readonly cohorts: string;
};

const none: Sql = { text: '', bindings: [] };

const joined = (parts: ReadonlyArray<Sql>, by: string): Sql => ({
  text: parts.map(({ text }) => text).join(by),
  bindings: parts.flatMap(({ bindings }) => bindings),
});

/** What the root says; where it says nothing, what another of its group does. */
const said = (column: string): string =>
  `coalesce(max(p.${column}) filter (where k.account_id = k.root), max(p.${column})) as ${column}`;

/** What was measured, in sum and count, and how many promises were broken. */
const support = [
  'coalesce(sum(c.sla_breaches), 0)::integer as sla_breaches',
  ...measured.flatMap((name) => [
    `sum(c.sums[${counted.indexOf(name) + 1}]) as ${name}_sum`,
    `coalesce(sum(c.${name}), 0)::integer as ${name}_count`,
  ]),
].join(', ');

/**
 * One row a merged group. Bindings: members and roots of the merges, today, and the accounts to keep to (all if none).
 */
export const summaries = (
  tables: Tables,
  roots: ReadonlyMap<string, string>,
  today: string,
  members: ReadonlyArray<string>,
): Sql => ({
  text: `
    with merged as (select * from unnest(?::text[], ?::text[]) as m(account_id, root)),
    in_cohort as (
      select coalesce(m.root, c.account_id) as account_id, c.vendor_id, c.name
      from ${tables.cohorts} c left join merged m on m.account_id = c.account_id
      where c.members > 0
    ),
    known as (
      select a.account_id, coalesce(m.root, a.account_id) as root, a.last_activity_at, a.seats
      from ${tables.activity} a left join merged m on m.account_id = a.account_id
      where cardinality(?::text[]) = 0 or a.account_id = any(?::text[])
    ),
    profile as (
      select p.*, p.arr_amounts[step] as arr, p.arr_currencies[step] as currency, step > 0 as has_arr,
        (select min(e) from unnest(p.contract_ends) e where e > ?) as renews_on
      from ${tables.accounts} p,
        lateral (select count(*)::integer as step from unnest(p.arr_days) d where d <= ?) s
    ),
    summary as (
      select k.root as account_id,
        ${['name', 'domain', 'industry', 'plan', 'region', 'segment', 'lifecycle_stage'].map(said).join(', ')},
        case when bool_or(p.has_arr and p.arr is null) or count(distinct p.currency) > 1 then null
          else sum(p.arr) end as arr,
        case when bool_or(p.has_arr and p.arr is null) or count(distinct p.currency) > 1 then null
          else max(p.currency) end as currency,
        min(p.renews_on) as renews_on,
        sum(k.seats)::double precision as seats,
        max(k.last_activity_at) as last_activity_at,
        coalesce(sum(c.open_cases), 0)::integer as open_cases,
        coalesce(sum(c.active_stakeholders), 0)::integer as active_stakeholders,
        coalesce(sum(c.champions), 0)::integer as champions,
        coalesce(sum(c.left_stakeholders), 0)::integer as left_stakeholders,
        coalesce(sum(c.open_opportunities), 0)::integer as open_opportunities,
        coalesce(sum(c.won_opportunities), 0)::integer as won_opportunities,
        coalesce(sum(c.lost_opportunities), 0)::integer as lost_opportunities,
        ${support},
        case when coalesce(bool_and(p.removed_at is not null) filter (where p.of_crm), bool_and(p.removed_at is not null))
          then coalesce(max(p.removed_at) filter (where p.of_crm), max(p.removed_at)) end as removed_at,
        max(h.score) filter (where k.account_id = k.root) as health_score,
        max(h.band) filter (where k.account_id = k.root) as health_band,
        string_agg(p.search, E'\\n') as search
      from known k
      left join profile p on p.account_id = k.account_id
      left join ${tables.counts} c on c.account_id = k.account_id
      left join ${tables.health} h on h.account_id = k.account_id
      group by k.root
    )`,
  bindings: [[...roots.keys()], [...roots.values()], members, members, today, today],
});

const inCohort = (cohort: string): Sql => ({
  text: 'account_id in (select account_id from in_cohort where ?::text in (vendor_id, name))',
  bindings: [cohort],
});

const presences: Readonly<Record<RemovedAccounts, ReadonlyArray<Sql>>> = {
  exclude: [{ text: 'removed_at is null', bindings: [] }],
  include: [],
  only: [{ text: 'removed_at is not null', bindings: [] }],
};

const filters = ({
  search,
  band,
  segment,
  accountIds,
  industry,
  lifecycleStage,
  cohort,
  removed,
}: AccountFilter): ReadonlyArray<Sql> => {
  const equal = (column: string, value: string | undefined): ReadonlyArray<Sql> =>
    value === undefined ? [] : [{ text: `${column} = ?`, bindings: [value] }];
  return [
    ...(search === undefined ? [] : [{ text: 'search like ?', bindings: [likePattern(search)] }]),
    ...equal('health_band', band),
    ...equal('segment', segment),
    ...(accountIds === undefined ? [] : [{ text: 'account_id = any(?::text[])', bindings: [accountIds] }]),
    ...equal('industry', industry),
    ...equal('lifecycle_stage', lifecycleStage),
    ...(cohort === undefined ? [] : [inCohort(cohort)]),
    ...presences[removed ?? 'exclude'],
  ];
};

const orders: Readonly<
  Record<AccountOrder, { readonly by: string; readonly type: string; readonly direction: 'asc' | 'desc' }>
> = {
  name: { by: 'lower(name)', type: 'text', direction: 'asc' },
  health: { by: 'health_score', type: 'double precision', direction: 'asc' },
  arr: { by: 'arr', type: 'numeric', direction: 'desc' },
  lastActivity: { by: 'last_activity_at', type: 'text', direction: 'desc' },
};

const after = (order: AccountOrder, place: Place | undefined): ReadonlyArray<Sql> => {
  if (place === undefined) return [];
  const { by, type, direction } = orders[order];
  const { value, accountId } = place;
  if (value === null) return [{ text: `(${by} is null and account_id > ?)`, bindings: [accountId] }];
  const beyond = direction === 'asc' ? '>' : '<';
  return [
    {
      text: `(${by} is null or ${by} ${beyond} ?::${type} or (${by} = ?::${type} and account_id > ?))`,
      bindings: [`${value}`, `${value}`, accountId],
    },
  ];
};

/** A page of groups after a place; what is not known comes last in either direction. */
export const page = (
  summary: Sql,
  filter: AccountFilter,
  order: AccountOrder,
  place: Place | undefined,
  limit: number,
): Sql => {
  const conditions = [...filters(filter), ...after(order, place)];
  const { by, direction } = orders[order];
  return joined(
    [
      summary,
      { text: `select *, ${by} as place from summary`, bindings: [] },
      conditions.length === 0 ? none : joined([{ text: 'where', bindings: [] }, joined(conditions, ' and ')], ' '),
      { text: `order by ${by} ${direction} nulls last, account_id limit ?`, bindings: [limit] },
    ],
    ' ',
  );
};
