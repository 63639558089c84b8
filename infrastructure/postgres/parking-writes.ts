import type { ParkedStream } from '../../projections/parking/parked-stream.js';
import type { Advance, Parks } from '../../projections/read-store.js';
import type { Cell, Column, ColumnType } from '../../projections/table.js';
import { textArray } from './cell-text.js';
import { quoted } from './quoted.js';
import { insert, type Statement } from './statement.js';

const column = (name: string, type: ColumnType): Column => ({ name, type });
const columns: ReadonlyArray<Column> = [
  column('name', 'text'),
  column('partition', 'integer'),
  column('stream_name', 'text'),
  column('revision', 'bigint'),
  column('commit_position', 'bigint'),
  column('prepare_position', 'bigint'),
  column('event_id', 'text'),
  column('event_type', 'text'),
  column('reason', 'text'),
];

const rowsOf =
  (name: string) =>
  ({ partitions, streamName, revision, position, eventId, eventType, reason }: ParkedStream) =>
    partitions.map((partition): ReadonlyArray<Cell> => {
      const { commit, prepare } = position;
      return [name, partition, streamName, revision, commit, prepare, eventId, eventType, reason];
    });

/** The part of a commit that parks and unparks. A stream that is parked anew has nobody ask for its repair. */
export const parkingStatements = (
  schema: string,
  { name, partitions }: Advance,
  { park = [], unpark = [] }: Parks,
): ReadonlyArray<Statement> => {
  const parked = `${quoted(schema)}.parked`;
  const freed = {
    text: `delete from ${parked} where exists (select from moved)
      and name = ? and partition = any(?::integer[]) and stream_name = any(?::text[])`,
    bindings: [name, partitions, textArray(unpark)],
  };
  const onConflict = `(name, partition, stream_name) do update set revision = excluded.revision,
    commit_position = excluded.commit_position, prepare_position = excluded.prepare_position,
    event_id = excluded.event_id, event_type = excluded.event_type, reason = excluded.reason, repair_asked_at = null`;
  return [...(unpark.length === 0 ? [] : [freed]), ...insert(parked, columns, park.flatMap(rowsOf(name)), onConflict)];
};
