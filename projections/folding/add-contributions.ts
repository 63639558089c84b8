import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { Fold } from '../fold.js';
import type { Addition, Contribution, Rollup } from '../rollup.js';
import { keyText, type RowKey } from '../table.js';
import { blaming, blamingLast } from './failed-event.js';
import type { Touched } from './fold-events.js';
import { isOurs, type OwnedShare } from './owned-share.js';

type Sums = { readonly key: RowKey; readonly sums: Array<number>; readonly counts: Array<number> };

/** What a batch adds to a rollup, by the text of the row's key. */
export type Contributions = { readonly rollup: Rollup; readonly rows: Map<string, Sums> };

export const noContributions = (rollup: Rollup): Contributions => ({ rollup, rows: new Map() });

const emptySums = (key: RowKey, slots: number): Sums => ({
  key,
  sums: new Array<number>(slots).fill(0),
  counts: new Array<number>(slots).fill(0),
});

const note = ({ rollup, rows }: Contributions, { key, slot, sum, count }: Contribution, sign: 1 | -1): void => {
  const text = keyText(key);
  let row = rows.get(text);
  if (row === undefined) {
    row = emptySums(key, rollup.slots);
    rows.set(text, row);
  }
  row.sums[slot] = (row.sums[slot] ?? 0) + sign * sum;
  row.counts[slot] = (row.counts[slot] ?? 0) + sign * count;
};

/** Adds what changed rows contribute now, less what they contributed before. */
export const noteRows = (
  contributions: Contributions,
  fold: Fold<unknown>,
  changed: ReadonlyMap<string, Touched>,
): void => {
  if (fold.contributions === undefined) return;
  const { contributions: partsOf } = fold;
  for (const [text, { key, events, before, after }] of changed) {
    if (before !== undefined) for (const part of partsOf(before, key)) note(contributions, part, -1);
    for (const part of blamingLast(events, () => partsOf(after, key), text)) note(contributions, part, 1);
  }
};

/** Adds what the events contribute themselves: once, in the partition of their stream. */
export const noteEvents = (
  contributions: Contributions,
  owned: OwnedShare,
  events: ReadonlyArray<RecordedEvent>,
): void => {
  const { rollup } = contributions;
  const handles = new Set<string>(rollup.handles);
  for (const event of events) {
    if (!handles.has(event.event.type)) continue;
    if (!isOurs(owned, event, event.streamName)) continue;
    for (const part of blaming(event, rollup.contributions, event.streamName)) note(contributions, part, 1);
  }
};

const byText = ([a]: readonly [string, Sums], [b]: readonly [string, Sums]): number => (a < b ? -1 : 1);

/** What there is to add, always in the same order, so that processes which add to the same rows never wait in a circle. */
export const additionsOf = ({ rows }: Contributions): ReadonlyArray<Addition> =>
  [...rows]
    .filter(([, { sums, counts }]) => sums.some((sum) => sum !== 0) || counts.some((count) => count !== 0))
    .sort(byText)
    .map(([, row]) => row);
