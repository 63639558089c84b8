import { isUndecodable, type LogBatch, type RecordedEvent } from '../../application/ports/event-store.js';
import { comparePositions, type Position } from '../../application/position.js';
import { eventsAfter } from '../events-behind.js';
import type { Fold } from '../fold.js';
import { concerns } from '../following/log-reader.js';
import type { Advance, Writes } from '../read-store.js';
import { additionsOf, noContributions, noteEvents, noteRows } from './add-contributions.js';
import { blamingLast, unreadable } from './failed-event.js';
import { foldRows, groupByKey, type Touched } from './fold-events.js';
import type { OwnedShare } from './owned-share.js';

export type Applied =
  /** `keys`: what notices are to be sent for. */
  { readonly _tag: 'Applied'; readonly keys: ReadonlySet<string> } | { readonly _tag: 'Lost' };

/** Those events after a position that the share folds. Throws a `FailedEvent` for one that it cannot read. */
export const eventsToFold = (
  { handles, partitions, parked }: OwnedShare,
  given: LogBatch['events'],
  after: Position | undefined,
): ReadonlyArray<RecordedEvent> => {
  const leavesOutNone = parked.isEmpty();
  const events: Array<RecordedEvent> = [];
  for (const event of given) {
    if (after !== undefined && comparePositions(event.position, after) <= 0) continue;
    if (!leavesOutNone && partitions.every((partition) => parked.leavesOut(event, partition))) continue;
    if (!isUndecodable(event)) {
      if (handles.has(event.event.type)) events.push(event);
    } else if (concerns(handles, event)) throw unreadable(event);
  }
  return events;
};

export type Changes = {
  readonly writes: Pick<Writes, 'rows' | 'additions'>;
  readonly folds: ReadonlyArray<readonly [Fold<unknown>, ReadonlyMap<string, Touched>]>;
};

/** What the events change of the share's rows, and of the rollup that they add to. Throws `FailedEvent`. */
export const changesBy = async (owned: OwnedShare, events: ReadonlyArray<RecordedEvent>): Promise<Changes> => {
  const { rollup } = owned.generation.projection;
  const touched = [...groupByKey(owned, events)];
  const folds = await Promise.all(
    touched.map(async ([fold, rows]) => [fold, await foldRows(owned, fold, rows)] as const),
  );
  const rows = folds
    .filter(([, changed]) => changed.size > 0)
    .map(([fold, changed]) => ({
      table: fold.table,
      upserts: [...changed].map(([text, { key, events: folded, after }]) => ({
        key,
        cells: blamingLast(folded, () => fold.toCells(after, key), text),
      })),
    }));
  if (rollup === undefined) return { folds, writes: { rows } };
  const contributions = noContributions(rollup);
  for (const [fold, changed] of folds) noteRows(contributions, fold, changed);
  noteEvents(contributions, owned, events);
  return { folds, writes: { rows, additions: additionsOf(contributions) } };
};

/** Keeps the rows that were just committed. */
const keepRows = ({ keptRows }: OwnedShare, { folds }: Changes): void => {
  for (const [fold, changed] of folds) {
    const kept = keptRows.get(fold);
    for (const [text, { after }] of changed) kept?.set(text, after);
  }
};

/** The keys of the notices for what was written. */
export const noticeKeysOf = ({ generation }: OwnedShare, { writes }: Changes): ReadonlySet<string> => {
  const keys = new Set<string>();
  const { rows, additions = [] } = writes;
  const written = [
    ...rows.map(({ table, upserts }) => [table, upserts] as const),
    ...additions.map(({ table, rows: added }) => [table, added] as const),
  ];
  for (const [table, changed] of written) {
    for (const { key } of changed) {
      const notice = generation.projection.noticeKey(table.name, key);
      if (notice !== undefined) keys.add(notice);
    }
  }
  return keys;
};

/**
 * Folds a batch into the rows of a share and moves its checkpoints to the batch's end, both or neither. Events up to the
 * checkpoint are left out, so a batch may come again. Throws `FailedEvent` or `StoreUnavailable`, having changed nothing.
 */
export const applyBatch = async (owned: OwnedShare, batch: LogBatch): Promise<Applied> => {
  const { store, generation, checkpoint, name, partitions, holder, toPark } = owned;
  const { position: from } = checkpoint;
  if (from !== undefined && comparePositions(batch.position, from) < 0) return { _tag: 'Applied', keys: new Set() };
  const changes = await changesBy(owned, eventsToFold(owned, batch.events, from));
  const to = {
    position: batch.position,
    recordedAt: batch.events.at(-1)?.recordedAt ?? checkpoint.recordedAt,
    events: (checkpoint.events ?? 0) + eventsAfter(batch.events, from),
    caughtUp: batch.caughtUp,
  };
  const advance: Advance = { name, partitions, holder, from, to };
  if ((await store.commit(generation, advance, { ...changes.writes, park: toPark })) === 'lost')
    return { _tag: 'Lost' };
  owned.checkpoint = to;
  owned.toPark = [];
  keepRows(owned, changes);
  return { _tag: 'Applied', keys: noticeKeysOf(owned, changes) };
};
