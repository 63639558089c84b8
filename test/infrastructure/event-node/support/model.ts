// What the node is held against: streams as arrays, the rules of EventStoreDB said as plainly as possible.

export type ModelEvent = {
  readonly id: string;
  readonly type: string;
  readonly linkTo?: { stream: string; revision: number };
};
export type Expected = 'any' | 'no_stream' | 'stream_exists' | number;
export type Truncation = { readonly maxCount?: number; readonly truncateBefore?: number };

type Stream = {
  readonly events: Array<ModelEvent>;
  metadata: Truncation | 'deleted' | undefined;
  tombstoned: boolean;
};

type ModelResult = { readonly revision: number } | 'conflict' | 'deleted';
type ModelRead = ReadonlyArray<{ readonly revision: number; readonly id: string }> | 'not-found' | 'deleted';

export type Model = {
  readonly append: (stream: string, expected: Expected, batch: ReadonlyArray<ModelEvent>) => ModelResult;
  readonly setMetadata: (stream: string, metadata: Truncation) => 'done' | 'deleted';
  readonly softDelete: (stream: string) => 'done' | 'conflict' | 'deleted';
  readonly tombstone: (stream: string) => 'done' | 'deleted';
  readonly read: (stream: string, backwards: boolean, from: number | undefined, count: number) => ModelRead;
  /** The event a link leads to, if that can be read. */
  readonly resolve: (link: { readonly stream: string; readonly revision: number }) => string | undefined;
  /** Every event that was ever written to a stream of the model, in order. */
  readonly log: ReadonlyArray<{ readonly stream: string; readonly revision: number; readonly id: string }>;
};

export const makeModel = (): Model => {
  const streams = new Map<string, Stream>();
  const log: Array<{ stream: string; revision: number; id: string }> = [];
  const find = (name: string): Stream => {
    const stream = streams.get(name) ?? { events: [], metadata: undefined, tombstoned: false };
    streams.set(name, stream);
    return stream;
  };
  const firstReadable = ({ events, metadata }: Stream): number => {
    if (metadata === undefined) return 0;
    if (metadata === 'deleted') return Number.POSITIVE_INFINITY;
    return Math.max(0, metadata.truncateBefore ?? 0, events.length - (metadata.maxCount ?? events.length));
  };
  const readable = (name: string) => {
    const stream = find(name);
    const all = stream.events.map(({ id }, revision) => ({ id, revision }));
    return stream.tombstoned ? [] : all.filter(({ revision }) => revision >= firstReadable(stream));
  };
  const repeated = (events: ReadonlyArray<ModelEvent>, from: number, batch: ReadonlyArray<ModelEvent>) =>
    batch.filter(({ id }, index) => events[from + index]?.id === id).length;

  return {
    log,
    append: (name, expected, batch) => {
      const stream = find(name);
      const { events, metadata } = stream;
      if (stream.tombstoned) return 'deleted';
      if (expected === 'stream_exists') {
        if (metadata === 'deleted') return 'deleted';
        if (events.length === 0 && metadata === undefined) return 'conflict';
      }
      if (expected === 'any' || expected === 'stream_exists') {
        const places = batch.map(({ id }) => events.findLastIndex((event) => event.id === id));
        if (places[0] !== undefined && places[0] >= 0) {
          return places.some((place) => place < 0) ? 'conflict' : { revision: places.at(-1) ?? -1 };
        }
      } else {
        const next = expected === 'no_stream' ? 0 : expected + 1;
        if (next > events.length) return 'conflict';
        if (next < events.length) {
          if (batch.length > 0 && repeated(events, next, batch) === batch.length)
            return { revision: next + batch.length - 1 };
          const reborn = expected === 'no_stream' && metadata === 'deleted' && events[0]?.id !== batch[0]?.id;
          if (!reborn) return 'conflict';
        }
      }
      if (batch.length === 0) return { revision: events.length - 1 };
      if (metadata === 'deleted') stream.metadata = { truncateBefore: events.length };
      for (const event of batch) {
        log.push({ stream: name, revision: events.length, id: event.id });
        events.push(event);
      }
      return { revision: events.length - 1 };
    },
    setMetadata: (name, metadata) => {
      const stream = find(name);
      if (stream.tombstoned) return 'deleted';
      stream.metadata =
        stream.metadata === 'deleted' ? { ...metadata, truncateBefore: stream.events.length } : metadata;
      return 'done';
    },
    softDelete: (name) => {
      const stream = find(name);
      if (stream.tombstoned) return 'deleted';
      if (stream.events.length === 0 && stream.metadata === undefined) return 'conflict';
      stream.metadata = 'deleted';
      return 'done';
    },
    tombstone: (name) => {
      const stream = find(name);
      if (stream.tombstoned) return 'deleted';
      stream.tombstoned = true;
      return 'done';
    },
    read: (name, backwards, from, count) => {
      const stream = find(name);
      if (stream.tombstoned) return 'deleted';
      if (stream.events.length === 0 || stream.metadata === 'deleted') return 'not-found';
      const events = readable(name);
      if (!backwards) return events.filter(({ revision }) => revision >= (from ?? 0)).slice(0, count);
      return events
        .filter(({ revision }) => revision <= (from ?? Number.POSITIVE_INFINITY))
        .reverse()
        .slice(0, count);
    },
    resolve: ({ stream, revision }) => readable(stream).find((event) => event.revision === revision)?.id,
  };
};
