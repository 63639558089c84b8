import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Position } from '../../application/position.js';
import type { Mail } from '../eventstoredb/inbox.js';
import { bytesOf, sealedFilesIn, TAIL } from './archive-folder.js';
import type { ReportArchive } from './archive-report.js';
import { framesIn } from './frame.js';
import type { Limits } from './limits.js';
import { type OpenFile, openFile } from './open-file.js';
import { isAfter, isSame, START_OF_LOG } from './range.js';
import { makeRecorder, type Recorder } from './recorder.js';
import type { Damage } from './stretches.js';

const REPAIR = 'repair.open';

/** The writing side of an archive; at most one a folder. */
export type ArchiveWriting = {
  /** What the log brings after a position, if that is where the archive ends and nobody else records. */
  readonly recordFrom: (after: Position) => Recorder | undefined;
  /** How far the archive reaches, with what waits to be written. */
  readonly reaches: () => Position;
  /** Takes the events of a range that was damaged, whose last mail ends where the range does. What was there stays until then. */
  readonly repair: (damage: Damage) => Promise<Recorder>;
  readonly close: () => Promise<void>;
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Where the sealed files end. What a killed process did not finish is taken away; of the tail, opening it takes what goes on there. */
const clear = async (folder: string, report: ReportArchive): Promise<Position> => {
  const sealed = await sealedFilesIn(folder);
  const end = sealed.reduce((last, { upTo }) => (isAfter(upTo, last) ? upTo : last), START_OF_LOG);
  for (const name of [REPAIR, `${REPAIR}.merged`, `${TAIL}.merged`]) await rm(join(folder, name), { force: true });
  const { frames, fault } = framesIn((await bytesOf(folder, TAIL)) ?? Buffer.alloc(0));
  const start = frames[0]?.after;
  const whole = frames.at(-1)?.upTo ?? end;
  const lost = start !== undefined && isAfter(start, end);
  if (fault === 'damaged') report({ _tag: 'ArchiveDamaged', file: TAIL, reason: fault, after: whole, upTo: whole });
  if (lost) {
    const reason = 'does not go on where the sealed files end';
    report({ _tag: 'ArchiveDamaged', file: TAIL, reason, after: end, upTo: whole });
  }
  return end;
};

export const startWriting = async (folder: string, limits: Limits, report: ReportArchive): Promise<ArchiveWriting> => {
  const start = await clear(folder, report);
  let tail: OpenFile = await openFile(folder, TAIL, start, limits);
  let recording: Recorder | undefined;
  let reached = tail.upTo();
  let isOver = false;

  const stop = (error: unknown): void => {
    if (!isOver) report({ _tag: 'ArchivingStopped', reason: messageOf(error) });
    isOver = true;
  };
  const orStop =
    <A extends ReadonlyArray<unknown>>(write: (...args: A) => Promise<void>) =>
    async (...args: A): Promise<void> => {
      if (!isOver) await write(...args).catch(stop);
    };

  const append = async (upTo: Position, events: number, segment: Uint8Array): Promise<void> => {
    await tail.append(upTo, events, segment);
    if (!tail.isComplete()) return;
    const end = tail.upTo();
    await tail.seal();
    tail = await openFile(folder, TAIL, end, limits);
  };

  const recordFrom = (after: Position): Recorder | undefined => {
    if (isOver || recording !== undefined || !isSame(after, reached)) return undefined;
    const recorder = makeRecorder(after, limits, orStop(append));
    const record = {
      add: (mail: Mail) => {
        reached = mail.position;
        return recorder.add(mail);
      },
      finish: async () => {
        await recorder.finish();
        reached = tail.upTo();
        recording = undefined;
      },
    };
    recording = record;
    return record;
  };

  const repair = async ({ file: damaged, after, upTo }: Damage): Promise<Recorder> => {
    await rm(join(folder, REPAIR), { force: true });
    let file = await openFile(folder, REPAIR, after, limits);
    const write = async (position: Position, events: number, segment: Uint8Array): Promise<void> => {
      await file.append(position, events, segment);
      if (damaged !== undefined || !file.isComplete() || isSame(position, upTo)) return;
      await file.seal();
      file = await openFile(folder, REPAIR, position, limits);
    };
    const end = async (): Promise<void> => {
      if (!isSame(file.upTo(), upTo)) return file.discard();
      await file.seal();
      report({ _tag: 'ArchiveRepaired', after, upTo });
    };
    const recorder = makeRecorder(after, limits, orStop(write));
    return {
      add: recorder.add,
      finish: async () => {
        await recorder.finish();
        await orStop(end)();
      },
    };
  };

  return {
    recordFrom,
    reaches: () => reached,
    repair,
    close: async () => {
      await recording?.finish();
      await tail.close();
    },
  };
};
