import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { Fold } from '../fold.js';
import type { Writes } from '../read-store.js';
import type { Addition, Contribution, Rollup } from '../rollup.js';
import { keyText, type RowKey } from '../table.js';
import { toldOn } from '../two-clocks/off-day.js';
import { recordedDayOf } from '../two-clocks/recorded-day.js';
import { blaming, blamingLast } from './failed-event.js';
import type { Touched } from './fold-events.js';
import { isOurs, type OwnedShare } from './owned-share.js';

type Sums = {
  readonly key: RowKey;
  readonly sums: Array<number>;
  readonly counts: Array<number>;
  /** Some of it comes of rows, which may contribute something else later. */
  ofRows: boolean;
};
type Rows = Map<string, Sums>;

/** What a batch adds to a rollup, and to what it was told off the day, by the text of the row's key. */
export type Contributions = { readonly rollup: Rollup; readonly rows: Rows; readonly offDay: Rows };

export const noContributions = (rollup: Rollup): Contributions => ({ rollup, rows: new Map(), offDay: new Map() });

const add = (rows: Rows, slots: number, key: RowKey, { slot, sum, count }: Signed, ofRows: boolean): void => {
  const text = keyText(key);
  let row = rows.get(text);
  if (row === undefined) {
    row = { key, sums: new Array<number>(slots).fill(0), counts: new Array<number>(slots).fill(0), ofRows };
    rows.set(text, row);
  }
  row.ofRows ||= ofRows;
  row.sums[slot] = (row.sums[slot] ?? 0) + sum;
  row.counts[slot] = (row.counts[slot] ?? 0) + count;
};

type Signed = Pick<Contribution, 'slot' | 'sum' | 'count'>;

const note = ({ rollup, rows, offDay }: Contributions, part: Contribution, sign: 1 | -1, ofRows: boolean): void => {
  const { key, slot, day, recordedOn } = part;
  const signed = { slot, sum: sign * part.sum, count: sign * part.count };
  add(rows, rollup.slots, key, signed, ofRows);
  if (rollup.offDay === undefined || day === undefined || recordedOn === undefined || day === recordedOn) return;
  add(offDay, rollup.slots, [...key, toldOn(day, recordedOn)], signed, ofRows);
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
    if (before !== undefined) for (const part of partsOf(before, key, after)) note(contributions, part, -1, true);
    for (const part of blamingLast(events, () => partsOf(after, key, before), text)) note(contributions, part, 1, true);
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
    const recordedOn = recordedDayOf(event);
    for (const part of blaming(event, rollup.contributions, event.streamName))
      note(contributions, { ...part, recordedOn }, 1, false);
  }
};

const byText = ([a]: readonly [string, Sums], [b]: readonly [string, Sums]): number => (a < b ? -1 : 1);

const isTakenOff = ({ counts }: Sums): boolean => counts.some((count) => count < 0);

/** In the order of their texts, so that processes which add to the same rows never wait in a circle. */
const inOrder = (rows: Rows, lessens: (row: Sums) => boolean): ReadonlyArray<Addition> =>
  [...rows]
    .filter(([, { sums, counts }]) => sums.some((sum) => sum !== 0) || counts.some((count) => count !== 0))
    .sort(byText)
    .map(([, row]) => ({ key: row.key, sums: row.sums, counts: row.counts, lessens: lessens(row) }));

/** What there is to add. Off the day rows hold what was taken off, too: any addition to them may leave nothing. */
export const additionsOf = ({ rollup, rows, offDay }: Contributions): NonNullable<Writes['additions']> => [
  { table: rollup.table, rows: inOrder(rows, isTakenOff) },
  ...(rollup.offDay === undefined ? [] : [{ table: rollup.offDay, rows: inOrder(offDay, ({ ofRows }) => ofRows) }]),
];
