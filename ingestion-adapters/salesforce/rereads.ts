import * as t from 'io-ts';
import { earlier, later } from '../../domain/latest.js';
import { Timestamp, timestampOf } from '../../domain/primitives.js';
import { Rows } from './cursor.js';
import { isObject } from './field-map.js';
import type { ChangeEventRead } from './flattened.js';

/** Records by id, which are as they are read at `asOf` or later. */
const OfRecords = t.type({ object: t.string, ids: t.readonlyArray(t.string), asOf: Timestamp }, 'OfRecords');
/** Everything that changed of an object since before something was not told, once that is `past`. */
const OfObject = t.type({ object: t.string, rows: Rows, past: Timestamp }, 'OfObject');

/** What has to be read, since the stream of changes does not say it. */
export const Reread = t.union([OfRecords, OfObject], 'Reread');
export type Reread = t.TypeOf<typeof Reread>;
export type OfRecords = t.TypeOf<typeof OfRecords>;
export type OfObject = t.TypeOf<typeof OfObject>;

const OVERLAP_MS = 10 * 60_000;
const MOST_IDS = 2_000;

/** Transactions that began earlier may have committed later, so it begins a while before. */
export const sinceBefore = (object: string, from: Timestamp, past: Timestamp): OfObject => ({
  object,
  rows: { phase: 'rows', from: timestampOf(Date.parse(from) - OVERLAP_MS), list: 0 },
  past,
});

type Gap = ChangeEventRead & { readonly _tag: 'Gap' };

/** One that nothing was read of yet can begin earlier and go on for longer. */
const withObject = (rereads: ReadonlyArray<Reread>, { object, at }: Gap): ReadonlyArray<Reread> => {
  const whole = sinceBefore(object, at, at);
  const isOpen = (one: Reread): one is OfObject =>
    'rows' in one && one.object === object && one.rows.until === undefined;
  const open = rereads.find(isOpen);
  if (open === undefined) return [...rereads, whole];
  const from = earlier(open.rows.from, whole.rows.from);
  return rereads.map((one) =>
    one === open ? { ...open, rows: { ...open.rows, from }, past: later(open.past, at) } : one,
  );
};

const withRecords = (rereads: ReadonlyArray<Reread>, gap: Gap, named: ReadonlyArray<string>): ReadonlyArray<Reread> => {
  const held = rereads.find((one): one is OfRecords => 'ids' in one && one.object === gap.object);
  const others = rereads.filter((one) => one !== held);
  const ids = [...new Set([...(held?.ids ?? []), ...named])];
  if (ids.length > MOST_IDS) return withObject(others, { ...gap, at: earlier(held?.asOf, gap.at) });
  return [...others, { object: gap.object, ids, asOf: later(held?.asOf, gap.at) }];
};

/** What has to be read besides, now that these events came; of objects that mean something to us. */
export const withGaps = (
  rereads: ReadonlyArray<Reread>,
  events: ReadonlyArray<ChangeEventRead>,
): ReadonlyArray<Reread> =>
  events
    .filter((event): event is Gap => event._tag === 'Gap' && isObject(event.object))
    .reduce((all, gap) => (gap.ids === undefined ? withObject(all, gap) : withRecords(all, gap, gap.ids)), rereads);
