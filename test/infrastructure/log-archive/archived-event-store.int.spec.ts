import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { categories } from '../../../domain/catalogue.js';
import { erased } from '../../../domain/personal-data.js';
import { makeEventStore } from '../../../infrastructure/eventstoredb/event-store.js';
import { makeInMemorySubjectKeys } from '../../../infrastructure/in-memory/subject-keys.js';
import type { ArchiveReport } from '../../../infrastructure/log-archive/archive-report.js';
import { discardArchive } from '../../../infrastructure/log-archive/log-archive.js';
import {
  eventLogContract,
  eventStoreContract,
  follow,
  newStream,
  rightOf,
  seatCounts,
} from '../../contracts/event-store.contract.js';
import { givenRating } from '../eventstoredb/given-rating.js';
import { startLog, startNode } from '../eventstoredb/support.js';

const newFolder = () => mkdtemp(join(tmpdir(), 'treering-archive-'));

const startArchived = async () => {
  const folder = await newFolder();
  const log = await startLog((options) => makeEventStore({ ...options, archive: { folder, report: () => undefined } }));
  return {
    ...log,
    close: async () => {
      await log.close();
      await rm(folder, { recursive: true });
    },
  };
};

eventStoreContract('EventStoreDB client and archive', startArchived);
eventLogContract('EventStoreDB client and archive', startArchived);

describe('an event store with an archive', () => {
  const givenNode = async () => {
    const [node, folder] = [await startNode(), await newFolder()];
    const subjectKeys = makeInMemorySubjectKeys();
    const reports: Array<ArchiveReport> = [];
    return {
      ...{ node, folder, subjectKeys, reports },
      open: () =>
        makeEventStore({
          ...{ connectionString: node.connectionString, subjectKeys, categories },
          archive: { folder, report: (report) => reports.push(report) },
        }),
      remove: async () => {
        await node.remove();
        await rm(folder, { recursive: true });
      },
    };
  };

  it('gives every event once and in order while others append, at each switch from the archive to the log', async () => {
    const { open, reports, remove } = await givenNode();
    const writer = open();
    const written: Array<string> = [];
    let isOver = false;
    const writing = (async () => {
      for (let n = 0; !isOver; n++) {
        const events = seatCounts(n, n + 1, n + 2);
        rightOf(await writer.append(newStream(), 'no-stream', events)());
        written.push(...events.map(({ id }) => id));
      }
    })();
    for (let round = 1; round <= 8; round++) {
      const store = open();
      const { seen } = await follow(store, { maxBatch: 50 * round }, (all) => all.length >= 250 * round);
      const ids = seen.map(({ id }) => id);
      while (written.length < ids.length) await new Promise((resolve) => setImmediate(resolve));
      expect(ids).toEqual(written.slice(0, ids.length));
      const half = seen[Math.floor(ids.length / 2)];
      const rest = await follow(store, { after: half?.position }, (all) => all.length >= ids.length / 2 + 20);
      expect(rest.seen.map(({ id }) => id).slice(0, 20)).toEqual(
        ids.slice(Math.floor(ids.length / 2) + 1).slice(0, 20),
      );
      await store.close();
    }
    isOver = true;
    await writing;
    await writer.close();
    expect(reports).toEqual([]);
    await remove();
  });

  it('opens personal fields of the archive by key at each reading, so that erasure reaches it', async () => {
    const { open, subjectKeys, remove } = await givenNode();
    const store = open();
    const { subject, toAppend, comment } = await givenRating(subjectKeys);
    rightOf(await store.append('supportcase-1', 'no-stream', [toAppend])());
    const upTo = (count: number) => (all: ReadonlyArray<unknown>) => all.length === count;
    expect((await follow(store, {}, upTo(1))).seen).toMatchObject([{ event: { data: { comment } } }]);
    await subjectKeys.destroy(subject);
    expect((await follow(store, {}, upTo(1))).seen).toMatchObject([{ event: { data: { comment: erased(subject) } } }]);
    await store.close();
    await remove();
  });

  it('refuses an archive that is ahead of its log, until it is discarded', async () => {
    const { folder, open, remove } = await givenNode();
    const store = open();
    rightOf(await store.append(newStream(), 'no-stream', seatCounts(1, 2, 3))());
    await follow(store, {}, (_, { caughtUp }) => caughtUp);
    await store.close();
    const restored = await startNode();
    const other = makeEventStore({
      ...{ connectionString: restored.connectionString, subjectKeys: makeInMemorySubjectKeys(), categories },
      archive: { folder, report: () => undefined },
    });
    const following = () => follow(other, {}, (_, { caughtUp }) => caughtUp);
    await expect(following()).rejects.toMatchObject({
      _tag: 'LogUnavailable',
      reason: expect.stringContaining('treering archive discard'),
    });
    await other.close();
    await discardArchive(folder);
    await restored.remove();
    await remove();
  });
});
