import { randomUUID } from 'node:crypto';
import type { EventLog } from '../log/event-log.js';
import type { ProposedEvent } from '../log/event-writer.js';
import { metadataEvent, newEventId } from '../log/metadata-event.js';
import { metadataStreamOf } from '../stream-names.js';
import { dataOf } from '../wire/decode-event.js';

const SCAVENGES = '$scavenges';
const STARTED = '$scavengeStarted';
const COMPLETED = '$scavengeCompleted';

/** Kept for thirty days, for operators. */
const METADATA = '{"$maxAge":2592000,"$acl":{"$r":"$ops"}}';

export type ScavengeOutcome = {
  readonly result: 'Success' | 'Stopped' | 'Errored' | 'Interrupted';
  readonly error: string;
  readonly milliseconds: number;
  /** In bytes. */
  readonly spaceSaved: number;
};

export type ScavengeHistory = {
  /** The id of the scavenge that starts. */
  readonly started: () => Promise<string>;
  readonly completed: (id: string, outcome: ScavengeOutcome) => Promise<void>;
  /** Says of the last scavenge that it was interrupted, if it started and has not ended. */
  readonly closeInterrupted: () => Promise<void>;
};

/** The streams in which the real server says what became of a scavenge: `$scavenges-<id>`, and links to it in `$scavenges`. */
export const makeScavengeHistory = (log: EventLog): ScavengeHistory => {
  const append = async (streamName: string, event: ProposedEvent): Promise<number> => {
    const written = await log.append({ streamName, expected: 'any', events: [event] });
    return written._tag === 'Appended' ? written.revision : -1;
  };
  const say = async (id: string, type: string, details: object): Promise<void> => {
    const streamName = `${SCAVENGES}-${id}`;
    for (const name of [SCAVENGES, streamName]) {
      if (log.findStream(name).lastRevision < 0) await append(metadataStreamOf(name), metadataEvent(METADATA));
    }
    const data = Buffer.from(JSON.stringify({ scavengeId: id, ...details }));
    const revision = await append(streamName, {
      id: newEventId(),
      type,
      isJson: true,
      data,
      metadata: Buffer.alloc(0),
    });
    const link = Buffer.from(`${revision}@${streamName}`);
    await append(SCAVENGES, { id: newEventId(), type: '$>', isJson: false, data: link, metadata: Buffer.alloc(0) });
  };
  const completed = (id: string, { result, error, milliseconds, spaceSaved }: ScavengeOutcome): Promise<void> =>
    say(id, COMPLETED, { result, error, timeTaken: durationOf(milliseconds), spaceSaved });
  const lastOf = (streamName: string) => {
    const { lastRevision: last } = log.findStream(streamName);
    return log.streamBackwards(streamName, { first: last, last }, 1)[0];
  };

  return {
    started: async () => {
      const id = randomUUID();
      await say(id, STARTED, {});
      return id;
    },
    completed,
    closeInterrupted: async () => {
      const link = lastOf(SCAVENGES);
      const streamName = link && dataOf(link.record).replace(/^\d+@/, '');
      if (streamName === undefined || lastOf(streamName)?.type !== STARTED) return;
      const id = streamName.slice(SCAVENGES.length + 1);
      await completed(id, { result: 'Interrupted', error: 'The node ended.', milliseconds: 0, spaceSaved: 0 });
    },
  };
};

/** As `hh:mm:ss.fff`. */
const durationOf = (milliseconds: number): string => {
  const hours = Math.floor(milliseconds / 3_600_000);
  return `${String(hours).padStart(2, '0')}${new Date(milliseconds % 3_600_000).toISOString().slice(13, 23)}`;
};
