import * as E from 'fp-ts/lib/Either.js';
import {
  type EventStore,
  isUndecodable,
  type LogBatch,
  type RecordedEvent,
  type UndecodableEvent,
} from '../../application/ports/event-store.js';
import { comparePositions } from '../../application/position.js';

type Given = RecordedEvent | UndecodableEvent;

/** What may be wrong with an event, as the envelope says it. */
export const poisons = {
  'corrupt bytes': { pointer: '/data', message: 'is not a JSON object' },
  'an unknown type': { pointer: '/type', message: 'is not an event this program knows' },
  'a version from the future': { pointer: '', message: 'has version 9, and this program knows version 1' },
} as const;
export type Poison = keyof typeof poisons;

const asUndecodable = ({ event, ...place }: RecordedEvent, poison: Poison): UndecodableEvent => {
  const type = poison === 'an unknown type' ? 'MoonLanded' : event.type;
  const { id, streamName, revision, position, recordedAt } = place;
  const error = { _tag: 'DecodeError' as const, source: `event ${type}`, violations: [poisons[poison]] };
  return { id, streamName, revision, position, recordedAt, type, error };
};

/** A log in memory, some events of which cannot be read until they are cured. */
export const poisonedLog = (events: ReadonlyArray<RecordedEvent>, poisoned: ReadonlyMap<string, Poison>) => {
  const cured = new Set<string>();
  const given = (event: RecordedEvent): Given => {
    const poison = cured.has(event.id) ? undefined : poisoned.get(event.id);
    return poison === undefined ? event : asUndecodable(event, poison);
  };
  const readStreamFrom: EventStore['readStreamFrom'] = (streamName, revision) => async () =>
    E.right(events.filter((each) => each.streamName === streamName && each.revision >= revision).map(given));
  const placesBackwards: EventStore['placesBackwards'] = async function* (upTo) {
    yield* events.filter(({ position }) => comparePositions(position, upTo) <= 0).reverse();
  };
  const readHead: EventStore['readHead'] = () => async () => E.right(events.at(-1)?.position);
  const subscribeToAll: EventStore['subscribeToAll'] = async function* ({ after, types, maxBatch = 500, signal }) {
    const wanted = events.filter(({ position }) => after === undefined || comparePositions(position, after) > 0);
    for (let at = 0; at < wanted.length && !signal.aborted; at += maxBatch) {
      const portion = wanted.slice(at, at + maxBatch);
      const position = portion.at(-1)?.position;
      if (position === undefined) return;
      const seen = portion.map(given).filter((event) => {
        const type = isUndecodable(event) ? event.type : event.event.type;
        return types === undefined || types.some((each) => each === type);
      });
      yield { events: seen, position, caughtUp: at + maxBatch >= wanted.length };
    }
    await new Promise((done) => {
      signal.addEventListener('abort', done);
      if (signal.aborted) done(undefined);
    });
  };
  const batch = (from: number, to: number): LogBatch | undefined => {
    const portion = events.slice(from, to);
    const last = portion.at(-1);
    return last && { events: portion.map(given), position: last.position, caughtUp: to >= events.length };
  };
  return {
    eventStore: { readStreamFrom, placesBackwards, readHead, subscribeToAll },
    batch,
    cure: (...ids: ReadonlyArray<string>) => ids.forEach((id) => void cured.add(id)),
  };
};
