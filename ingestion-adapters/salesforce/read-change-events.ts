import { invalid, notUnderstood } from '../translation.js';
import { changeEventRead } from './change-event.js';
import type { ChangeEventRead } from './flattened.js';
import { asJson, type Part, part, partSaying } from './read-body.js';
import type { RecordChange } from './record-change.js';

type Changes = ChangeEventRead & { readonly _tag: 'Changes' };

const sign = (difference: bigint): number => (difference < 0n ? -1 : difference > 0n ? 1 : 0);
const inOrder = (a: Changes, b: Changes): number =>
  sign(a.commitNumber - b.commitNumber) || sign(a.sequence - b.sequence);

/** Of two changes of a field that are dated alike, the one that was committed first does not say it. */
const superseded = (read: ReadonlyArray<ChangeEventRead>): ((change: RecordChange) => RecordChange) => {
  const last = new Map<string, RecordChange>();
  for (const { changes } of read.filter((one): one is Changes => one._tag === 'Changes').toSorted(inOrder)) {
    for (const change of changes) {
      for (const field of change.fields.keys()) last.set(`${change.id} ${change.at} ${field}`, change);
    }
  }
  return (change) => {
    const holds = ([field]: readonly [string, unknown]) => last.get(`${change.id} ${change.at} ${field}`) === change;
    return { ...change, fields: new Map([...change.fields].filter(holds)) };
  };
};

const partOf = (
  place: string,
  element: unknown,
  event: ChangeEventRead,
  asLast: ReturnType<typeof superseded>,
  isReadAgain: boolean,
): Part => {
  const bytes = asJson(element);
  switch (event._tag) {
    case 'Unreadable':
      return partSaying(place, bytes, invalid(event.pointer, event.reason));
    case 'Gap':
      return isReadAgain
        ? partSaying(place, bytes)
        : partSaying(place, bytes, notUnderstood(`gap ${event.object} ${event.changeType}`));
    case 'Changes':
      return part(place, bytes, event.changes.map(asLast));
  }
};

/** Change events, one or a list of them; `isReadAgain` says that what they do not tell is read besides. */
export const readChangeEvents = (parsed: unknown, isReadAgain: boolean): ReadonlyArray<Part> => {
  const elements: ReadonlyArray<unknown> = Array.isArray(parsed) ? parsed : [parsed];
  const read = elements.map(changeEventRead);
  const asLast = superseded(read);
  return read.map((event, i) => partOf(Array.isArray(parsed) ? `/${i}` : '', elements[i], event, asLast, isReadAgain));
};
