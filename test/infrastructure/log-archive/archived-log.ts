import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SubscriptionOptions } from '../../../application/ports/event-store.js';
import type { Mail } from '../../../infrastructure/eventstoredb/inbox.js';
import type { ArchiveReport } from '../../../infrastructure/log-archive/archive-report.js';
import { archivedSubscribeToStored } from '../../../infrastructure/log-archive/archived-subscription.js';
import { openLogArchive } from '../../../infrastructure/log-archive/log-archive.js';
import type { makeFakeLog } from './fake-log.js';

type FakeLog = ReturnType<typeof makeFakeLog>;

const categories = ['usage'];
/** So small that a few events fill files. */
export const limits = { frameEvents: 16, frameBytes: 4_000, fileEvents: 32, fileBytes: 8_000 };

/** A process that reads a log through an archive in a folder. */
export const openArchived = async (
  log: FakeLog,
  folder: string,
  like: { readonly categories?: Array<string> } = {},
) => {
  const reports: Array<ArchiveReport> = [];
  const report = (one: ArchiveReport): void => {
    reports.push(one);
  };
  const archive = await openLogArchive({ folder, categories, limits, report, ...like });
  const closing = new AbortController();
  const subscribe = archivedSubscribeToStored({ archive, ...log, closing: closing.signal });
  return {
    archive,
    reports,
    subscribe,
    /** What follows a position, until the subscription has caught up, or for so many batches. */
    readAll: async (options: Partial<SubscriptionOptions> = {}, most = 1e6): Promise<ReadonlyArray<Mail>> => {
      const mails: Array<Mail> = [];
      const signal = new AbortController().signal;
      for await (const mail of subscribe({ after: undefined, signal, ...options })) {
        mails.push(mail);
        if (mail.caughtUp || mails.length === most) break;
      }
      return mails;
    },
    close: async () => {
      closing.abort();
      await archive.close();
    },
  };
};

/** Folders that are taken away in the end. */
export const makeFolders = async () => {
  const root = await mkdtemp(join(tmpdir(), 'treering-archive-'));
  let made = 0;
  const next = () => join(root, `${++made}`);
  return {
    next,
    /** What a process leaves behind that is killed while it writes. */
    copyOf: async (folder: string): Promise<string> => {
      const copy = next();
      await mkdir(copy);
      for (const name of await readdir(folder)) {
        await cp(join(folder, name), join(copy, name)).catch(() => undefined);
      }
      return copy;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
};
