import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { jsonEvent, NO_STREAM, WrongExpectedVersionError } from '@eventstore/db-client';
import type { Position } from '../../../application/position.js';
import { openAppendLine } from '../../../infrastructure/eventstoredb/append-line.js';

const LANES = 3;
const PAUSE_MS = 15;
const RETRY_MS = 100;

export type AcknowledgedAppend = {
  readonly ids: ReadonlyArray<string>;
  readonly stream: string;
  /** Of the last of its events. */
  readonly revision: bigint;
  readonly position: Position;
};

export type Appender = {
  readonly acknowledged: ReadonlyArray<AcknowledgedAppend>;
  /** Appends that came at the wrong revision: nobody else writes these streams, so there should be none. */
  readonly refused: ReadonlyArray<string>;
  readonly cutOff: () => number;
  readonly stop: () => Promise<void>;
};

/** Appends straight to the log, each lane to a stream of its own: the same events at the same revision until it is told where they are. */
export const startAppender = (connectionString: string): Appender => {
  const line = openAppendLine(connectionString, 5_000);
  const acknowledged: Array<AcknowledgedAppend> = [];
  const refused: Array<string> = [];
  let cutOff = 0;
  let stopping = false;

  const append = async (stream: string, after: bigint | undefined, ids: ReadonlyArray<string>): Promise<bigint> => {
    const events = ids.map((id, n) => jsonEvent({ id, type: 'Counted', data: { n, after: String(after) } }));
    for (;;) {
      try {
        const result = await line.append(stream, after ?? NO_STREAM, events);
        const { nextExpectedRevision: revision, position } = result;
        if (position === undefined) throw new Error('the log did not say where it put the events');
        acknowledged.push({ ids, stream, revision, position });
        return revision;
      } catch (error) {
        if (error instanceof WrongExpectedVersionError) {
          refused.push(error.message);
          stopping = true;
          return after ?? 0n;
        }
        cutOff++;
        await sleep(RETRY_MS);
      }
    }
  };
  const lane = async (_: unknown, n: number): Promise<void> => {
    let revision: bigint | undefined;
    for (let turn = 0; !stopping; turn++) {
      const ids = Array.from({ length: 1 + (turn % 3) }, () => randomUUID());
      revision = await append(`crash-${n}`, revision, ids);
      await sleep(PAUSE_MS);
    }
  };
  const lanes = Promise.all(Array.from({ length: LANES }, lane));
  return {
    acknowledged,
    refused,
    cutOff: () => cutOff,
    stop: async () => {
      stopping = true;
      await lanes;
      await line.close();
    },
  };
};
