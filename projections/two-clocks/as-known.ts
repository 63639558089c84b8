import type { CalendarDate } from '../../domain/primitives.js';
import { type Column, isJson, type Table } from '../table.js';

/** A table under the name it has in a query. */
export type NamedTable = { readonly table: Table; readonly name: string };

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const named = (columns: ReadonlyArray<Column>, row: string): string =>
  columns.map(({ name }) => `${row}.${name}`).join(', ');

/**
 * In place of the table of a fold that is `remembered`: its rows as the log knew them at the end of a day, with the key and
 * every column that is not JSON. Rows that nothing was known of are not there.
 */
export const rowsAsKnown = ({ table, name }: NamedTable, knownAt: CalendarDate): string => {
  const day = literal(knownAt);
  const { key, state, derived } = table;
  const seen = [...state, ...derived].filter((column) => !isJson(column));
  const version = seen.map((column) => `${column.name} ${column.type}`).join(', ');
  const nothingSeen = seen.length === 0;
  return `(
    select ${[named(key, 't'), ...(nothingSeen ? [] : [named(seen, 't')])].join(', ')} from ${name} t where t.recorded_on <= ${day}
    union all
    select ${[named(key, 't'), ...(nothingSeen ? [] : [named(seen, 'w')])].join(', ')} from ${name} t,
      lateral (
        select e.version from jsonb_array_elements(t.earlier) with ordinality as e(version, place)
        where e.version->>'on' <= ${day} order by e.place limit 1
      ) v${nothingSeen ? '' : `, jsonb_to_record(v.version->'cells') as w(${version})`}
    where t.recorded_on > ${day}
  )`;
};

const SLOT_DAY = "left(t.month, 7) || '-' || lpad(d.place::text, 2, '0')";
const TOLD_ON = `case when t.told like '+%' then ((${SLOT_DAY})::date + substr(t.told, 2)::integer)::text else t.told end`;

/**
 * In place of a rollup's table by months and their days: its rows as the log knew them at the end of a day. Of the slots up
 * to that day all that they hold less what was recorded later, of those after it what was recorded by then.
 */
export const sumsAsKnown = (rollup: NamedTable, offDay: string, knownAt: CalendarDate): string => {
  const day = literal(knownAt);
  const key = rollup.table.key.map(({ name }) => name).join(', ');
  const ofTable = named(rollup.table.key, 't');
  const isPast = `${SLOT_DAY} <= ${day}`;
  const held = (value: string): string => `case when ${isPast} then d.${value} else 0 end`;
  const told = (value: string): string =>
    `case when (${isPast}) = (${TOLD_ON} <= ${day}) then 0 when ${isPast} then 0 - d.${value} else d.${value} end`;
  const slots = 'unnest(t.sums, t.counts) with ordinality as d(sum, count, place)';
  return `(
    select ${key}, array_agg(sum order by place) as sums, array_agg(count order by place) as counts,
      sum(sum) as total, sum(count) as total_count
    from (
      select ${key}, place, sum(sum) as sum, sum(count) as count from (
        select ${ofTable}, d.place, ${held('sum')} as sum, ${held('count')} as count from ${rollup.name} t, ${slots}
        union all
        select ${ofTable}, d.place, ${told('sum')}, ${told('count')} from ${offDay} t, ${slots}
      ) said group by ${key}, place
    ) slots group by ${key}
  )`;
};
