import type { Store, StoredStream } from '../store/store.js';
import { metadataOfMetadataStreams, noMetadata, parseStreamMetadata, type StreamMetadata } from '../stream-metadata.js';
import { isMetadataStream, metadataStreamOf, streamDescribedBy } from '../stream-names.js';
import { dataOf } from '../wire/decode-event.js';
import { boundedCache } from './bounded-cache.js';

/** What the node knows of a stream, whether it has events or not. */
export type StreamState = {
  readonly stored: StoredStream | undefined;
  /** -1 while the stream has no event. */
  readonly lastRevision: number;
  readonly tombstoned: boolean;
  readonly metadata: StreamMetadata;
  readonly hasMetadata: boolean;
};

export type StreamDirectory = {
  readonly find: (name: string) => StreamState;
  readonly remember: (name: string, state: StreamState) => void;
  readonly forget: (name: string) => void;
  readonly forgetAll: () => void;
};

const STREAMS_REMEMBERED = 50_000;

export const makeStreamDirectory = (store: Store): StreamDirectory => {
  const known = boundedCache<string, StreamState>(STREAMS_REMEMBERED);

  const load = (name: string): StreamState => {
    const stored = store.findStream(name);
    const common = { stored, lastRevision: stored?.lastRevision ?? -1 };
    if (isMetadataStream(name)) {
      const described = store.findStream(streamDescribedBy(name));
      return {
        ...common,
        tombstoned: described?.tombstoned ?? false,
        metadata: metadataOfMetadataStreams,
        hasMetadata: false,
      };
    }
    const metadataStream = store.findStream(metadataStreamOf(name));
    const last = metadataStream && store.eventAt(metadataStream.id, metadataStream.lastRevision);
    return {
      ...common,
      tombstoned: stored?.tombstoned ?? false,
      metadata: last === undefined ? noMetadata : parseStreamMetadata(dataOf(last.record)),
      hasMetadata: last !== undefined,
    };
  };

  return {
    find: (name) => {
      const remembered = known.get(name);
      if (remembered !== undefined) return remembered;
      const state = load(name);
      known.set(name, state);
      return state;
    },
    remember: known.set,
    forget: known.delete,
    forgetAll: known.clear,
  };
};
