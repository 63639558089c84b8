import type { RecordedEvent } from '../application/ports/event-store.js';
import { blaming } from './failed-event.js';
import type { Fold } from './fold.js';
import type { Touched } from './fold-events.js';
import type { OwnedProjection } from './owned-projection.js';
import type { Contribution, Rollup, RollupRow } from './rollup.js';
import { keyText, type RowKey } from './table.js';

type Added = { readonly key: RowKey; readonly parts: Array<Contribution>; readonly signs: Array<1 | -1> };
export type Contributions = Map<string, Added>;

/** A rollup row after a batch; `undefined` if nothing contributes to it any more. */
export type ChangedRollupRow = { readonly key: RowKey; readonly row: RollupRow | undefined };

const note = (contributions: Contributions, contribution: Contribution, sign: 1 | -1): void => {
  const text = keyText(contribution.key);
  const added = contributions.get(text);
  if (added === undefined) contributions.set(text, { key: contribution.key, parts: [contribution], signs: [sign] });
  else {
    added.parts.push(contribution);
    added.signs.push(sign);
  }
};

/** Adds what changed rows contribute now, less what they contributed before. */
export const noteRows = (
  contributions: Contributions,
  fold: Fold<unknown>,
  changed: ReadonlyMap<string, Touched>,
): void => {
  if (fold.contributions === undefined) return;
  for (const { key, before, after } of changed.values()) {
    if (before !== undefined) for (const part of fold.contributions(before, key)) note(contributions, part, -1);
    for (const part of fold.contributions(after, key)) note(contributions, part, 1);
  }
};

/** Adds what the events contribute themselves. */
export const noteEvents = (
  contributions: Contributions,
  rollup: Rollup,
  events: ReadonlyArray<RecordedEvent>,
): void => {
  const handles = new Set<string>(rollup.handles);
  for (const event of events) {
    if (!handles.has(event.event.type)) continue;
    for (const part of blaming(event, rollup.contributions)) note(contributions, part, 1);
  }
};

const loadRows = async (
  { store, projection, rollupRows }: OwnedProjection,
  rollup: Rollup,
  contributions: Contributions,
): Promise<ReadonlyMap<string, RollupRow>> => {
  const rows = new Map<string, RollupRow>();
  const missing: Array<RowKey> = [];
  for (const [text, { key }] of contributions) {
    const kept = rollupRows.get(text);
    if (kept === undefined) missing.push(key);
    else rows.set(text, kept);
  }
  if (missing.length === 0) return rows;
  for (const { key, cells } of await store.load(projection, rollup.table, missing)) {
    rows.set(keyText(key), rollup.fromCells(cells));
  }
  return rows;
};

const emptyRow = (slots: number): RollupRow => ({
  sums: new Array<number>(slots).fill(0),
  counts: new Array<number>(slots).fill(0),
});

const added = (before: RollupRow, { parts, signs }: Added): RollupRow => {
  const row: RollupRow = { sums: before.sums.slice(), counts: before.counts.slice() };
  for (const [i, { slot, sum, count }] of parts.entries()) {
    const sign = signs[i] ?? 1;
    row.sums[slot] = (row.sums[slot] ?? 0) + sign * sum;
    row.counts[slot] = (row.counts[slot] ?? 0) + sign * count;
  }
  return row;
};

const isSame = (a: RollupRow, b: RollupRow): boolean =>
  a.counts.every((count, i) => count === b.counts[i] && a.sums[i] === b.sums[i]);

/** The rollup rows that the contributions change, by the text of their key. */
export const addContributions = async (
  owned: OwnedProjection,
  rollup: Rollup,
  contributions: Contributions,
): Promise<ReadonlyMap<string, ChangedRollupRow>> => {
  const rows = await loadRows(owned, rollup, contributions);
  const changed = new Map<string, ChangedRollupRow>();
  for (const [text, parts] of contributions) {
    const before = rows.get(text) ?? emptyRow(rollup.slots);
    const after = added(before, parts);
    if (isSame(before, after)) continue;
    const isEmpty = after.counts.every((count) => count === 0);
    changed.set(text, { key: parts.key, row: isEmpty ? undefined : after });
  }
  return changed;
};
