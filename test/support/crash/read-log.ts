import { EventStoreDBClient, FORWARDS, START } from '@eventstore/db-client';
import { comparePositions, isSamePosition, type Position } from '../../../application/position.js';
import type { AcknowledgedAppend } from './appender.js';

type Place = { readonly stream: string; readonly revision: bigint; readonly position: Position };

export type LogSoFar = {
  /** Reads what was added since. */
  readonly readOn: () => Promise<void>;
  readonly size: () => number;
  /** Events that stand twice, out of order, or after a gap of their stream. */
  readonly faults: ReadonlyArray<string>;
  /** Of these appends, those whose events do not stand where it was said. */
  readonly missing: (appends: ReadonlyArray<AcknowledgedAppend>) => ReadonlyArray<AcknowledgedAppend>;
};

const isOfSystem = (stream: string): boolean => stream.startsWith('$');

/** The log as the official client reads it from its start, checked as it is read. */
export const makeLogSoFar = (connectionString: string): LogSoFar => {
  const places = new Map<string, Place>();
  const ends = new Map<string, bigint>();
  const faults: Array<string> = [];
  let last: Position | undefined;

  const take = (id: string, place: Place): void => {
    const { stream, revision, position } = place;
    const where = `${id} at revision ${revision} of ${stream}`;
    if (last !== undefined && comparePositions(position, last) <= 0) faults.push(`${where} is out of order`);
    last = position;
    if (isOfSystem(stream)) return;
    if (places.has(id)) faults.push(`${where} stands twice`);
    if (revision !== (ends.get(stream) ?? -1n) + 1n) faults.push(`${where} comes after ${ends.get(stream)}`);
    places.set(id, place);
    ends.set(stream, revision);
  };
  return {
    readOn: async () => {
      const client = EventStoreDBClient.connectionString(connectionString);
      const from = last;
      const events = client.readAll({ direction: FORWARDS, fromPosition: from ?? START });
      for await (const { event } of events) {
        if (event?.position === undefined) throw new Error('the log gave an event without a position');
        const { id, streamId: stream, revision, position } = event;
        if (!isSamePosition(position, from)) take(id, { stream, revision, position });
      }
      await client.dispose();
    },
    size: () => places.size,
    faults,
    missing: (appends) =>
      appends.filter(({ ids, stream, revision, position }) => {
        const stand = ids.every((id, i) => {
          const place = places.get(id);
          return place?.stream === stream && place.revision === revision - BigInt(ids.length - 1 - i);
        });
        return !stand || !isSamePosition(places.get(ids.at(-1) ?? '')?.position, position);
      }),
  };
};
