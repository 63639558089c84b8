import type { ParkedStream } from '../../projections/parking/parked-stream.js';
import { type Parking, readerOf, type SkippedEntry } from '../../projections/parking/parking.js';
import type { Advance, Parks, ReadStore } from '../../projections/read-store.js';

type Entry = { readonly stream: ParkedStream; readonly parkedAt: Date; isRepairAsked: boolean };

export type InMemoryParking = Pick<ReadStore, 'parked' | 'repairsAsked' | 'skipped'> & {
  readonly parking: Parking;
  readonly park: (advance: Advance, parks: Parks) => void;
};

const without = (entry: Entry, { streamName, partitions }: Pick<ParkedStream, 'streamName' | 'partitions'>): Entry =>
  entry.stream.streamName === streamName
    ? {
        ...entry,
        stream: { ...entry.stream, partitions: entry.stream.partitions.filter((each) => !partitions.includes(each)) },
      }
    : entry;

const isSomewhere = ({ stream }: Entry): boolean => stream.partitions.length > 0;

export const makeInMemoryParking = (clock: () => number): InMemoryParking => {
  const parked = new Map<string, ReadonlyArray<Entry>>();
  let skipped: ReadonlyArray<SkippedEntry> = [];
  const entriesOf = (name: string): ReadonlyArray<Entry> => parked.get(name) ?? [];
  const ofStream = (reader: string, streamName: string): ReadonlyArray<Entry> =>
    [...parked]
      .filter(([name]) => readerOf(name) === reader)
      .flatMap(([, entries]) => entries.filter(({ stream }) => stream.streamName === streamName));
  return {
    park: ({ name, partitions }, { park = [], unpark = [] }) => {
      const freed = [...unpark.map((streamName) => ({ streamName, partitions })), ...park];
      const still = entriesOf(name).map((entry) => freed.reduce(without, entry));
      const added = park.map((stream) => ({ stream, parkedAt: new Date(clock()), isRepairAsked: false }));
      parked.set(name, [...still, ...added].filter(isSomewhere));
    },
    parked: async (name) => entriesOf(name).map(({ stream }) => stream),
    repairsAsked: async (name) =>
      entriesOf(name)
        .filter(({ isRepairAsked }) => isRepairAsked)
        .map(({ stream }) => stream),
    skipped: async (reader) => skipped.filter((each) => each.reader === reader),
    parking: {
      list: async () =>
        [...parked].flatMap(([name, entries]) =>
          entries.map(({ stream, ...entry }) => ({ ...stream, ...entry, reader: readerOf(name) })),
        ),
      skipped: async () => skipped,
      askRepair: async (reader, streamName) => {
        const entries = ofStream(reader, streamName);
        for (const entry of entries) entry.isRepairAsked = true;
        return entries.length > 0;
      },
      skip: async (reader, { revision, ...event }) => {
        const at = ofStream(reader, event.streamName).filter(({ stream }) => stream.revision <= revision);
        const partitions = at.flatMap(({ stream }) => stream.partitions);
        if (partitions.length > 0) {
          skipped = [...skipped, { ...event, partitions, reader, skippedAt: new Date(clock()) }];
        }
        return partitions.length > 0;
      },
    },
  };
};
