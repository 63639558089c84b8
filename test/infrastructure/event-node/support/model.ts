// What the node is held against: one array of events, and the rules of EventStoreDB said as plainly as possible.

export type Expected = 'any' | 'no_stream' | 'stream_exists' | number;

/** What the metadata of a stream means; whatever is not valid means nothing. */
export type Truncation = { readonly maxCount?: number; readonly maxAge?: number; readonly tb?: number };

export type Proposed = {
  readonly id: string;
  readonly type: string;
  readonly data?: string;
  readonly metadata?: Truncation | 'deleted';
};

export type Entry = Proposed & { readonly stream: string; readonly revision: number; readonly at: number };

export type Appended = { readonly revision: number } | 'conflict' | 'deleted';

/** An event as it is read, with the link that led to it; nothing where that leads nowhere. */
export type Resolved = { readonly event: Entry | undefined; readonly link?: Entry };

export type Model = {
  /** What $all shows. */
  readonly log: () => ReadonlyArray<Entry>;
  readonly append: (stream: string, expected: Expected, batch: ReadonlyArray<Proposed>) => Appended;
  readonly softDelete: (stream: string, expected: Expected) => 'done' | 'conflict' | 'deleted';
  readonly tombstone: (stream: string, expected: Expected) => 'done' | 'conflict' | 'deleted';
  readonly read: (stream: string) => ReadonlyArray<Entry> | 'not-found' | 'deleted';
  /** What a subscription gives before it is live. */
  readonly history: (stream: string) => ReadonlyArray<Entry> | 'deleted';
  readonly resolve: (event: Entry) => Resolved;
  readonly scavenge: () => void;
};

/** The id of the events that the node writes by itself. */
const SYSTEM = 'system';
const TOMBSTONE = 2 ** 63;

export const makeModel = (now: () => number): Model => {
  let log: ReadonlyArray<Entry> = [];

  const eventsOf = (stream: string) => log.filter((entry) => entry.stream === stream && entry.revision !== TOMBSTONE);
  const lastRevision = (stream: string) => eventsOf(stream).at(-1)?.revision ?? -1;
  const isTombstoned = (stream: string): boolean =>
    log.some((entry) => entry.stream === stream.replace(/^\$\$/, '') && entry.revision === TOMBSTONE);
  const metadataOf = (stream: string): Truncation | 'deleted' | undefined =>
    stream.startsWith('$$') ? { maxCount: 1 } : eventsOf(`$$${stream}`).at(-1)?.metadata;
  const isDeleted = (stream: string) => metadataOf(stream) === 'deleted';
  const hasMetadata = (stream: string) => eventsOf(`$$${stream}`).length > 0;

  const write = (stream: string, batch: ReadonlyArray<Proposed>) => {
    const first = lastRevision(stream) + 1;
    log = [...log, ...batch.map((event, index) => ({ ...event, stream, revision: first + index, at: now() }))];
  };
  const writeMetadata = (stream: string, metadata: Truncation | 'deleted') =>
    write(`$$${stream}`, [{ id: SYSTEM, type: '$metadata', metadata }]);

  const isReadable = (entry: Entry): boolean => {
    const metadata = metadataOf(entry.stream) ?? {};
    if (metadata === 'deleted' || isTombstoned(entry.stream)) return false;
    const { maxCount = Number.POSITIVE_INFINITY, maxAge = Number.POSITIVE_INFINITY, tb = 0 } = metadata;
    return (
      entry.revision >= tb &&
      entry.revision > lastRevision(entry.stream) - maxCount &&
      entry.at >= now() - maxAge * 1000
    );
  };

  /** Undefined when the events are to be written. */
  const refusalOrRepetition = (
    stream: string,
    expected: Expected,
    ids: ReadonlyArray<string>,
  ): Appended | undefined => {
    const last = lastRevision(stream);
    const idAt = (revision: number) => eventsOf(stream).find((entry) => entry.revision === revision)?.id;
    if (isTombstoned(stream)) return 'deleted';
    if (expected === 'stream_exists' && isDeleted(stream)) return 'deleted';
    if (expected === 'stream_exists' && last < 0 && !hasMetadata(stream)) return 'conflict';
    if (expected === 'any' || expected === 'stream_exists') {
      const found = ids.map((id) => eventsOf(stream).findLast((entry) => entry.id === id)?.revision);
      if (found[0] === undefined) return undefined;
      return found.includes(undefined) ? 'conflict' : { revision: found.at(-1) ?? -1 };
    }
    const next = expected === 'no_stream' ? 0 : expected + 1;
    if (next === last + 1) return undefined;
    if (next > last + 1) return 'conflict';
    const isRepeated = ids.length > 0 && ids.every((id, index) => idAt(next + index) === id);
    if (isRepeated) return { revision: next + ids.length - 1 };
    const comesBack = expected === 'no_stream' && isDeleted(stream) && (ids.length === 0 || idAt(next) !== ids[0]);
    return comesBack ? undefined : 'conflict';
  };
  const refusal = (stream: string, expected: Expected) => {
    const outcome = refusalOrRepetition(stream, expected, ['new']);
    return typeof outcome === 'string' ? outcome : undefined;
  };

  return {
    log: () => log,
    append: (stream, expected, batch) => {
      const outcome = refusalOrRepetition(
        stream,
        expected,
        batch.map(({ id }) => id),
      );
      if (outcome !== undefined) return outcome;
      const last = lastRevision(stream);
      if (batch.length === 0) return { revision: last };
      const described = stream.startsWith('$$') ? stream.slice(2) : undefined;
      const isBroughtBack = isDeleted(described ?? stream);
      write(stream, batch);
      if (isBroughtBack && described === undefined) writeMetadata(stream, { tb: last + 1 });
      if (isBroughtBack && described !== undefined) {
        const said = batch.at(-1)?.metadata;
        writeMetadata(described, { ...(typeof said === 'object' && said), tb: lastRevision(described) + 1 });
      }
      return { revision: last + batch.length };
    },
    softDelete: (stream, expected) => {
      if (!isTombstoned(stream) && lastRevision(stream) < 0 && !hasMetadata(stream)) return 'conflict';
      const refused = refusal(stream, expected);
      if (refused !== undefined) return refused;
      writeMetadata(stream, 'deleted');
      return 'done';
    },
    tombstone: (stream, expected) => {
      const refused = refusal(stream, expected);
      if (refused !== undefined) return refused;
      log = [...log, { id: SYSTEM, type: '$streamDeleted', stream, revision: TOMBSTONE, at: now() }];
      return 'done';
    },
    read: (stream) => {
      if (isTombstoned(stream)) return 'deleted';
      if (lastRevision(stream) < 0 || isDeleted(stream)) return 'not-found';
      return eventsOf(stream).filter(isReadable);
    },
    history: (stream) => (isTombstoned(stream) ? 'deleted' : eventsOf(stream).filter(isReadable)),
    resolve: (event) => {
      const [, revision, stream] = (event.type === '$>' && /^(\d{1,19})@(.+)$/s.exec(event.data ?? '')) || [];
      if (revision === undefined || stream === undefined) return { event };
      const target = eventsOf(stream).find((entry) => entry.revision === Number(revision));
      return { event: target && isReadable(target) ? target : undefined, link: event };
    },
    scavenge: () => {
      const isKept = (entry: Entry) => entry.revision === TOMBSTONE || isLastOf(entry) || isReadable(entry);
      const isLastOf = ({ stream, revision }: Entry) => !isTombstoned(stream) && revision === lastRevision(stream);
      log = log.filter(isKept);
    },
  };
};
