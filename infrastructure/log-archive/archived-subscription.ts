import type { SubscriptionOptions } from '../../application/ports/event-store.js';
import type { Position } from '../../application/position.js';
import { positionToText } from '../../application/position.js';
import type { StoredEvent } from '../envelope/stored-event.js';
import type { Mail } from '../eventstoredb/inbox.js';
import { logUnavailable } from '../eventstoredb/log-unavailable.js';
import type { SubscribeToStored } from '../eventstoredb/subscribe-to-stored.js';
import { type LogArchive, type LogArchiveOptions, openLogArchive } from './log-archive.js';
import { isAfter, isSame, START_OF_LOG } from './range.js';
import type { Recorder } from './recorder.js';
import type { Damage } from './stretches.js';

/** The id of the event that the log has at a position. Rejects when the log does not answer. */
export type EventIdAt = (position: Position) => Promise<string | undefined>;

export type ArchivedLog = {
  readonly archive: LogArchive;
  readonly live: SubscribeToStored;
  readonly eventIdAt: EventIdAt;
  /** Ends what goes on beside subscriptions. */
  readonly closing: AbortSignal;
};

const MAX_BATCH = 2_000;

/** The archive is of another log, or of this one before it was restored from a backup: what it holds never happened here. */
const foreignArchive = (folder: string, { id, position }: StoredEvent): Error =>
  logUnavailable(
    `The archive in ${folder} does not belong to this log, which has no event ${id} at position ${positionToText(position)}. ` +
      'If the log was restored or replaced, stop Treering and run "treering archive discard".',
  );

const assertOfThisLog = async ({ archive, eventIdAt }: ArchivedLog): Promise<void> => {
  const last = await archive.last();
  if (last !== undefined && (await eventIdAt(last.position)) !== last.id) throw foreignArchive(archive.folder, last);
};

function* inBatches(events: ReadonlyArray<StoredEvent>, upTo: Position, maxBatch: number): Generator<Mail> {
  for (let from = 0; from === 0 || from < events.length; from += maxBatch) {
    const batch = events.slice(from, from + maxBatch);
    const isLast = from + maxBatch >= events.length;
    yield { events: batch, position: isLast ? upTo : (batch.at(-1)?.position ?? upTo), caughtUp: false };
  }
}

const positionOrStart = (position: Position): Position | undefined =>
  isSame(position, START_OF_LOG) ? undefined : position;

/** Reads a damaged range from the log, and lets the archive have it. */
async function* readAgain(log: ArchivedLog, damage: Damage, signal: AbortSignal): AsyncGenerator<Mail> {
  const { _tag, ...range } = damage;
  log.archive.report({ _tag: 'ArchiveDamaged', ...range });
  const recorder = await log.archive.writing?.repair(damage);
  const done = new AbortController();
  const options = { after: positionOrStart(range.after), signal: AbortSignal.any([signal, done.signal]) };
  try {
    for await (const mail of log.live(options)) {
      const isLast = !isAfter(range.upTo, mail.position);
      const within = isLast ? mail.events.filter(({ position }) => !isAfter(position, range.upTo)) : mail.events;
      const part = isLast ? { events: within, position: range.upTo, caughtUp: false } : { ...mail, caughtUp: false };
      await recorder?.add(part);
      yield part;
      if (isLast) return;
    }
  } finally {
    done.abort();
    await recorder?.finish();
  }
}

/** Copies to the archive what lies between its end and those who are ahead of it, and goes on with what is live. Fails as they do. */
const fillIn = async ({ archive, live, closing }: ArchivedLog): Promise<void> => {
  const { writing } = archive;
  const recorder = writing?.recordFrom(writing.reaches());
  if (writing === undefined || recorder === undefined) return;
  try {
    for await (const mail of live({ after: positionOrStart(writing.reaches()), signal: closing })) {
      await recorder.add(mail);
    }
  } finally {
    await recorder.finish();
  }
};

/**
 * Reads the archive as far as it goes, and the log from there: the same events, once, in order, as from the log alone.
 * What the log brings goes to the archive, if this process writes it. A range that is damaged is read from the log again.
 * Throws `LogUnavailable`, too, when the archive is not a copy of this log.
 */
export const archivedSubscribeToStored = (log: ArchivedLog): SubscribeToStored =>
  async function* (options: SubscriptionOptions): AsyncGenerator<Mail> {
    const { types, signal, maxBatch = MAX_BATCH } = options;
    const { archive, live } = log;
    if (signal.aborted) return;
    await assertOfThisLog(log);
    const wanted = types === undefined ? undefined : new Set<string>(types);
    const only = (events: ReadonlyArray<StoredEvent>) =>
      wanted === undefined ? events : events.filter(({ type }) => wanted.has(type));
    let cursor = options.after ?? START_OF_LOG;

    for await (const stretch of archive.read(cursor)) {
      if (signal.aborted) return;
      if (stretch._tag === 'Events') {
        for (const mail of inBatches(only(stretch.events), stretch.upTo, maxBatch)) {
          yield mail;
          if (signal.aborted) return;
        }
      } else {
        for await (const { events, position } of readAgain(log, stretch, signal)) {
          const news = only(events).filter((event) => isAfter(event.position, cursor));
          if (isAfter(position, cursor)) yield* inBatches(news, position, maxBatch);
        }
        if (signal.aborted) return;
      }
      cursor = stretch.upTo;
    }

    const { writing } = archive;
    let recorder: Recorder | undefined;
    const record = async (mail: Mail): Promise<void> => {
      recorder ??= writing?.recordFrom(cursor);
      if (recorder !== undefined) await recorder.add(mail);
      else if (writing !== undefined && isAfter(cursor, writing.reaches())) fillIn(log).catch(() => undefined);
      cursor = mail.position;
    };
    try {
      for await (const mail of live({ ...options, after: positionOrStart(cursor) })) {
        if (wanted === undefined) await record(mail);
        yield mail;
      }
    } finally {
      await recorder?.finish();
    }
  };

/** The same, but the folder is opened, and taken for writing, by the first who subscribes: who only appends leaves it to others. */
export const openWhenRead = (options: LogArchiveOptions, log: Omit<ArchivedLog, 'archive'>) => {
  let opened: Promise<LogArchive> | undefined;
  const subscribe: SubscribeToStored = async function* (subscription) {
    opened ??= openLogArchive(options);
    yield* archivedSubscribeToStored({ ...log, archive: await opened })(subscription);
  };
  return { subscribe, close: async () => (await opened)?.close() };
};
