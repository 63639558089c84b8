import { likePattern } from '../searched-text.js';
import type { ListedKind, PredictionFilter, PredictionOrder, PredictionPlace } from './answers.js';

export type Tables = { readonly accounts: string; readonly predictions: string };
export type Sql = { readonly text: string; readonly bindings: ReadonlyArray<string | number | ReadonlyArray<string>> };

/** What the root says; where it says nothing, what another of its group does. */
const said = (column: string): string =>
  `coalesce(max(a.${column}) filter (where a.account_id = a.root), max(a.${column})) as ${column}`;

const mixed = 'bool_or(a.step > 0 and a.arr_amounts[a.step] is null) or count(distinct a.arr_currencies[a.step]) > 1';

/** Expected of churn is the loss of all the account is worth, of expansion what was predicted. */
const expected: Readonly<Record<ListedKind, string>> = {
  churn: 'p.chance * g.arr::double precision',
  expansion: 'p.amount',
};
const currency: Readonly<Record<ListedKind, string>> = { churn: 'g.arr_currency', expansion: 'p.currency' };

/** Customers are scored every day: whoever was not for so long, while others were, is none any more. */
const DAYS_SHOWN = 7;

/** One row a merged group with a prediction of the kind that has the horizon. */
const listed = (
  { accounts, predictions }: Tables,
  kind: ListedKind,
  roots: ReadonlyMap<string, string>,
  { horizon, today }: { readonly horizon: number; readonly today: string },
): Sql => ({
  text: `
    with merged as (select * from unnest(?::text[], ?::text[]) as m(account_id, root)),
    account as (
      select a.*, coalesce(m.root, a.account_id) as root, s.step
      from ${accounts} a left join merged m on m.account_id = a.account_id,
        lateral (select count(*)::integer as step from unnest(a.arr_days) d where d <= ?) s
    ),
    grouped as (
      select a.root, ${['name', 'segment', 'owner'].map(said).join(', ')},
        case when ${mixed} then null else sum(a.arr_amounts[a.step]) end as arr,
        case when ${mixed} then null else max(a.arr_currencies[a.step]) end as arr_currency,
        bool_and(a.removed_at is not null) as removed,
        max(a.band) filter (where a.account_id = a.root) as band,
        max(a.score) filter (where a.account_id = a.root) as score,
        string_agg(a.search, E'\\n') as search
      from account a group by a.root
    ),
    predicted as (
      select p.account_id, p.state, p.currency, p.chances[h.place] as chance, p.amounts[h.place] as amount
      from ${predictions} p, lateral (select array_position(p.days, ?::double precision) as place) h
      where p.kind = ? and h.place is not null and not exists (select from merged m where m.account_id = p.account_id)
        and p.day::date >= (select max(day)::date - ${DAYS_SHOWN} from ${predictions} where kind = p.kind)
    ),
    listed as (
      select p.account_id, p.state, p.chance, ${expected[kind]} as value, ${currency[kind]} as currency,
        g.name, g.segment, g.owner, g.band, g.score, g.arr, coalesce(g.search, '') as search
      from predicted p left join grouped g on g.root = p.account_id
      where g.removed is not true
    )`,
  bindings: [[...roots.keys()], [...roots.values()], today, horizon, kind],
});

const filters = ({ accountIds, segment, band, owner, search }: PredictionFilter): ReadonlyArray<Sql> => {
  const equal = (column: string, value: string | undefined): ReadonlyArray<Sql> =>
    value === undefined ? [] : [{ text: `${column} = ?`, bindings: [value] }];
  return [
    ...(accountIds === undefined ? [] : [{ text: 'account_id = any(?::text[])', bindings: [accountIds] }]),
    ...equal('segment', segment),
    ...equal('band', band),
    ...equal('owner', owner),
    ...(search === undefined ? [] : [{ text: 'search like ?', bindings: [likePattern(search)] }]),
  ];
};

const beyond = (column: string, { value, accountId }: PredictionPlace): Sql =>
  value === null
    ? { text: `${column} is null and account_id > ?`, bindings: [accountId] }
    : {
        text: `(${column} < ? or ${column} is null or (${column} = ? and account_id > ?))`,
        bindings: [value, value, accountId],
      };

/** A page of them, the highest first. */
export const listSql = (
  tables: Tables,
  kind: ListedKind,
  roots: ReadonlyMap<string, string>,
  filter: PredictionFilter,
  page: {
    readonly horizon: number;
    readonly today: string;
    readonly order: PredictionOrder;
    readonly limit: number;
    readonly after?: PredictionPlace;
  },
): Sql => {
  const all = listed(tables, kind, roots, page);
  const conditions = [...filters(filter), ...(page.after === undefined ? [] : [beyond(page.order, page.after)])];
  const where = conditions.length === 0 ? '' : `where ${conditions.map(({ text }) => text).join(' and ')}`;
  return {
    text: `${all.text} select * from listed ${where} order by ${page.order} desc nulls last, account_id limit ?`,
    bindings: [...all.bindings, ...conditions.flatMap(({ bindings }) => bindings), page.limit],
  };
};
