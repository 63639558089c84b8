import { isUndecodable, type LogBatch, type RecordedEvent } from '../application/ports/event-store.js';
import { comparePositions } from '../application/position.js';
import {
  addContributions,
  type ChangedRollupRow,
  type Contributions,
  noteEvents,
  noteRows,
} from './add-contributions.js';
import { unreadable } from './failed-event.js';
import type { Fold } from './fold.js';
import { foldEvents, type Touched } from './fold-events.js';
import { concerns } from './log-reader.js';
import { checkpointName, type OwnedProjection } from './owned-projection.js';
import type { TableWrites } from './read-store.js';

export type Applied =
  /** `keys`: what notices are to be sent for. */
  { readonly _tag: 'Applied'; readonly keys: ReadonlySet<string> } | { readonly _tag: 'CheckpointMoved' };

const newEvents = ({ checkpoint, handles }: OwnedProjection, batch: LogBatch): ReadonlyArray<RecordedEvent> => {
  const { position } = checkpoint;
  const events: Array<RecordedEvent> = [];
  for (const event of batch.events) {
    if (position !== undefined && comparePositions(event.position, position) <= 0) continue;
    if (!isUndecodable(event)) {
      if (handles.has(event.event.type)) events.push(event);
    } else if (concerns(handles, event)) throw unreadable(event);
  }
  return events;
};

type Changes = {
  readonly folds: ReadonlyArray<readonly [Fold<unknown>, ReadonlyMap<string, Touched>]>;
  readonly rollup: ReadonlyMap<string, ChangedRollupRow>;
};

const computeChanges = async (owned: OwnedProjection, events: ReadonlyArray<RecordedEvent>): Promise<Changes> => {
  const contributions: Contributions = new Map();
  const { rollup } = owned.projection;
  const folds = await Promise.all(
    owned.projection.folds.map(async (fold) => [fold, await foldEvents(owned, fold, events)] as const),
  );
  for (const [fold, changed] of folds) noteRows(contributions, fold, changed);
  if (rollup === undefined) return { folds, rollup: new Map() };
  noteEvents(contributions, rollup, events);
  return { folds, rollup: await addContributions(owned, rollup, contributions) };
};

const writesOf = ({ projection }: OwnedProjection, changes: Changes): ReadonlyArray<TableWrites> => {
  const writes: Array<TableWrites> = changes.folds.map(([fold, changed]) => ({
    table: fold.table,
    upserts: [...changed.values()].map(({ key, after }) => ({ key, cells: fold.toCells(after, key) })),
    deletes: [],
  }));
  const { rollup } = projection;
  if (rollup !== undefined) {
    const rows = [...changes.rollup.values()];
    writes.push({
      table: rollup.table,
      upserts: rows.flatMap(({ key, row }) => (row === undefined ? [] : [{ key, cells: rollup.toCells(row, key) }])),
      deletes: rows.flatMap(({ key, row }) => (row === undefined ? [key] : [])),
    });
  }
  return writes.filter(({ upserts, deletes }) => upserts.length + deletes.length > 0);
};

const keep = ({ foldRows, rollupRows }: OwnedProjection, changes: Changes): void => {
  for (const [fold, changed] of changes.folds) {
    const kept = foldRows.get(fold);
    for (const [text, { after }] of changed) kept?.set(text, after);
  }
  for (const [text, { row }] of changes.rollup) {
    if (row === undefined) rollupRows.delete(text);
    else rollupRows.set(text, row);
  }
};

const noticeKeysOf = ({ projection }: OwnedProjection, writes: ReadonlyArray<TableWrites>): ReadonlySet<string> => {
  const keys = new Set<string>();
  for (const { table, upserts, deletes } of writes) {
    for (const key of [...upserts.map((upsert) => upsert.key), ...deletes]) {
      const notice = projection.noticeKey(table.name, key);
      if (notice !== undefined) keys.add(notice);
    }
  }
  return keys;
};

/**
 * Folds a batch into the rows and moves the checkpoint to its end, both or neither. Events up to the checkpoint are
 * left out, so a batch may come again. Throws `FailedEvent` or `StoreUnavailable`, having changed
 * nothing.
 */
export const applyBatch = async (owned: OwnedProjection, batch: LogBatch): Promise<Applied> => {
  const { projection, store, checkpoint } = owned;
  const { position } = checkpoint;
  if (position !== undefined && comparePositions(batch.position, position) < 0)
    return { _tag: 'Applied', keys: new Set() };
  const changes = await computeChanges(owned, newEvents(owned, batch));
  const writes = writesOf(owned, changes);
  const to = {
    position: batch.position,
    recordedAt: batch.events.at(-1)?.recordedAt ?? checkpoint.recordedAt,
    caughtUp: batch.caughtUp,
  };
  const outcome = await store.commit(projection, { name: checkpointName(projection), from: position, to }, writes);
  if (outcome === 'checkpoint-moved') return { _tag: 'CheckpointMoved' };
  owned.checkpoint = to;
  keep(owned, changes);
  return { _tag: 'Applied', keys: noticeKeysOf(owned, writes) };
};
