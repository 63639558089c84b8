import { isObject } from '../envelope/json-place.js';
import type { StoredEvent } from '../envelope/stored-event.js';

/**
 * A segment is a run of events in log order, in a form that is fast to read: numbers in columns, names once each, and one
 * JSON text for everything else, so that one parse reads thousands of events. Events that have the same metadata share it.
 * Layout: count and flags (32 bits each); commit, prepare (left out where it equals commit), revision (64 bits each),
 * recorded at (double); stream, type, metadata (32 bits each, into the lists of the text); the text.
 */
type Text = {
  readonly ids: ReadonlyArray<string>;
  readonly streams: ReadonlyArray<string>;
  readonly types: ReadonlyArray<string>;
  readonly metadata: ReadonlyArray<unknown>;
  readonly data: ReadonlyArray<unknown>;
  /** What is not JSON, by the place of its event: bytes in base64, or nothing at all. */
  readonly bytes: ReadonlyArray<readonly [place: number, field: 'data' | 'metadata', base64: string]>;
};

const PREPARE_IS_COMMIT = 1;
const NOT_JSON = 0xffff_ffff;
const HEAD = 8;

const makeDictionary = () => {
  const places = new Map<string, number>();
  return {
    placeOf: (word: string): number => {
      const known = places.get(word);
      if (known !== undefined) return known;
      places.set(word, places.size);
      return places.size - 1;
    },
    words: (): ReadonlyArray<string> => [...places.keys()],
  };
};

const columnsOf = (count: number, flags: number, start: ArrayBuffer, offset: number) => {
  const longs = flags & PREPARE_IS_COMMIT ? 2 : 3;
  const commits = new BigUint64Array(start, offset + HEAD, count);
  const prepares = longs === 2 ? commits : new BigUint64Array(start, offset + HEAD + 8 * count, count);
  const afterLongs = offset + HEAD + 8 * count * longs;
  return {
    commits,
    prepares,
    revisions: new BigUint64Array(start, afterLongs - 8 * count, count),
    times: new Float64Array(start, afterLongs, count),
    streams: new Uint32Array(start, afterLongs + 8 * count, count),
    types: new Uint32Array(start, afterLongs + 12 * count, count),
    metadata: new Uint32Array(start, afterLongs + 16 * count, count),
    end: HEAD + 8 * count * longs + 20 * count,
  };
};

const isJson = (value: unknown): boolean => value !== undefined && !(value instanceof Uint8Array);

const isAlike = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isAlike(a[key], b[key]));
};

/** Places of metadata in a list without repetition. Those of neighbours are mostly alike, and comparing is cheaper than writing. */
const makeMetadataList = () => {
  const texts = makeDictionary();
  let last: unknown;
  let place = NOT_JSON;
  return {
    placeOf: (metadata: unknown): number => {
      if (!isJson(metadata)) return NOT_JSON;
      if (place === NOT_JSON || !isAlike(metadata, last)) place = texts.placeOf(JSON.stringify(metadata));
      last = metadata;
      return place;
    },
    text: (): string => `[${texts.words().join(',')}]`,
  };
};

const base64Of = (field: 'data' | 'metadata', events: ReadonlyArray<StoredEvent>): Text['bytes'] =>
  events.flatMap(({ [field]: value }, place) =>
    value instanceof Uint8Array ? [[place, field, Buffer.from(value).toString('base64')] as const] : [],
  );

export const encodeSegment = (events: ReadonlyArray<StoredEvent>): Uint8Array<ArrayBuffer> => {
  const flags = events.every(({ position }) => position.commit === position.prepare) ? PREPARE_IS_COMMIT : 0;
  const columns = columnsOf(events.length, flags, new ArrayBuffer(HEAD + 44 * events.length), 0);
  const streams = makeDictionary();
  const types = makeDictionary();
  const metadata = makeMetadataList();
  for (const [i, event] of events.entries()) {
    columns.commits[i] = event.position.commit;
    columns.prepares[i] = event.position.prepare;
    columns.revisions[i] = event.revision;
    columns.times[i] = event.recordedAt.getTime();
    columns.streams[i] = streams.placeOf(event.streamName);
    columns.types[i] = types.placeOf(event.type);
    columns.metadata[i] = metadata.placeOf(event.metadata);
  }
  const ids = JSON.stringify(events.map(({ id }) => id));
  const data = JSON.stringify(events.map((event) => (isJson(event.data) ? event.data : null)));
  const bytes = JSON.stringify([...base64Of('data', events), ...base64Of('metadata', events)]);
  const text =
    `{"ids":${ids},"streams":${JSON.stringify(streams.words())},"types":${JSON.stringify(types.words())},` +
    `"metadata":${metadata.text()},"data":${data},"bytes":${bytes}}`;
  const segment = new Uint8Array(columns.end + Buffer.byteLength(text));
  new Uint32Array(segment.buffer, 0, 2).set([events.length, flags]);
  segment.set(new Uint8Array(columns.commits.buffer, HEAD, columns.end - HEAD), HEAD);
  Buffer.from(segment.buffer).write(text, columns.end);
  return segment;
};

const aligned = (segment: Uint8Array): Uint8Array => (segment.byteOffset % 8 === 0 ? segment : new Uint8Array(segment));

/** Throws on bytes that are no segment: what guards against damage is the checksum of who keeps them. */
export const decodeSegment = (segment: Uint8Array): ReadonlyArray<StoredEvent> => {
  const { buffer, byteOffset, byteLength } = aligned(segment);
  const start = buffer as ArrayBuffer;
  const [count = 0, flags = 0] = new Uint32Array(start, byteOffset, 2);
  const columns = columnsOf(count, flags, start, byteOffset);
  const text: Text = JSON.parse(
    Buffer.from(start, byteOffset + columns.end, byteLength - columns.end).toString('utf8'),
  );
  const events: Array<StoredEvent> = new Array(count);
  for (let i = 0; i < count; i++) {
    const commit = columns.commits[i] ?? 0n;
    events[i] = {
      id: text.ids[i] ?? '',
      streamName: text.streams[columns.streams[i] ?? 0] ?? '',
      revision: columns.revisions[i] ?? 0n,
      position: { commit, prepare: flags & PREPARE_IS_COMMIT ? commit : (columns.prepares[i] ?? 0n) },
      recordedAt: new Date(columns.times[i] ?? 0),
      type: text.types[columns.types[i] ?? 0] ?? '',
      data: text.data[i],
      metadata: text.metadata[columns.metadata[i] ?? NOT_JSON],
    };
  }
  for (const [place, field, base64] of text.bytes) {
    const event = events[place];
    if (event !== undefined) events[place] = { ...event, [field]: new Uint8Array(Buffer.from(base64, 'base64')) };
  }
  return events;
};
