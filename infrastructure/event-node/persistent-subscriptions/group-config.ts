import * as t from 'io-ts';

/** What a group reads when it reads the whole log. */
export const ALL = '$all';

const Strategy = t.keyof({ DispatchToSingle: null, RoundRobin: null, Pinned: null });

export const GroupSettings = t.readonly(
  t.type({
    resolveLinks: t.boolean,
    extraStatistics: t.boolean,
    maxRetryCount: t.number,
    minCheckpointCount: t.number,
    maxCheckpointCount: t.number,
    /** Milliseconds. */
    checkpointAfter: t.number,
    /** 0 for as many as come. */
    maxSubscriberCount: t.number,
    liveBufferSize: t.number,
    readBatchSize: t.number,
    historyBufferSize: t.number,
    /** Milliseconds; 0 for never. */
    messageTimeout: t.number,
    consumerStrategy: Strategy,
  }),
);
export type GroupSettings = t.TypeOf<typeof GroupSettings>;

export const GroupFilter = t.readonly(
  t.type({
    on: t.keyof({ streamName: null, eventType: null }),
    regex: t.string,
    prefixes: t.readonlyArray(t.string),
  }),
);
export type GroupFilter = t.TypeOf<typeof GroupFilter>;

export const GroupConfig = t.readonly(
  t.intersection([
    t.type({
      /** The name of a stream, or `$all`. */
      source: t.string,
      group: t.string,
      /** As the settings say it, in the protocol's notation. */
      startFrom: t.string,
      /** The place that it was when the group was made: the last revision or position before its first event. */
      startAfter: t.number,
      settings: GroupSettings,
    }),
    t.partial({ filter: GroupFilter }),
  ]),
);
export type GroupConfig = t.TypeOf<typeof GroupConfig>;

export type GroupName = Pick<GroupConfig, 'source' | 'group'>;

const prefixOf = ({ source, group }: GroupName): string => `$persistentsubscription-${source}::${group}`;

export const checkpointStreamOf = (name: GroupName): string => `${prefixOf(name)}-checkpoint`;

export const parkedStreamOf = (name: GroupName): string => `${prefixOf(name)}-parked`;

/** Two groups whose streams would have the same names are one. */
export const idOf = ({ source, group }: GroupName): string => `${source}::${group}`;
