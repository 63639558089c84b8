import { Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import type { EventStore } from '../../application/ports/event-store.js';
import type { ParkedEntry, SkippedEntry } from '../../projections/parking/parking.js';
import { withAdapters } from '../with-adapters.js';

type Options = { readonly skipped?: true; readonly json?: true };

type Waiting = ParkedEntry & {
  /** Events of the stream from the parked one on; `null` where the log does not answer. */
  readonly waiting: number | null;
};

const withWaiting =
  ({ readStreamFrom }: Pick<EventStore, 'readStreamFrom'>) =>
  async (entry: ParkedEntry): Promise<Waiting> => {
    const events = await readStreamFrom(entry.streamName, entry.revision)();
    return { ...entry, waiting: E.isRight(events) ? events.right.length : null };
  };

const inWords = ({ reader, streamName, revision, eventId, eventType, ...entry }: Waiting): string =>
  [
    `${reader}  ${streamName}@${revision}  ${eventType} ${eventId}`,
    `  since   ${entry.parkedAt.toISOString()}, ${entry.waiting ?? 'an unknown number of'} events wait`,
    `  reason  ${entry.reason}${entry.isRepairAsked ? '\n  a repair was asked for' : ''}`,
    '',
  ].join('\n');

const skippedInWords = ({ reader, streamName, eventId, eventType, skippedAt, actor, reason }: SkippedEntry): string =>
  `${reader}  ${streamName}  ${eventType} ${eventId}\n  by ${actor} at ${skippedAt.toISOString()}: ${reason}\n`;

const asJson = (value: unknown): string =>
  `${JSON.stringify(value, (_, field) => (typeof field === 'bigint' ? `${field}` : field))}\n`;

export const parkedCommand = new Command('parked')
  .description('List the streams that read models and reactors have put aside, and why.')
  .option('--skipped', 'list the events that are left out for ever instead')
  .option('--json', 'print JSON')
  .action(({ skipped, json }: Options) =>
    withAdapters(async ({ parking, readStore, eventStore }) => {
      await readStore.prepare([]);
      if (skipped) {
        const events = await parking.skipped();
        process.stdout.write(json ? asJson(events) : events.map(skippedInWords).join(''));
        return;
      }
      const streams: Array<Waiting> = [];
      for (const entry of await parking.list()) streams.push(await withWaiting(eventStore)(entry));
      process.stdout.write(json ? asJson(streams) : streams.map(inWords).join('') || 'nothing is parked\n');
    }),
  );
