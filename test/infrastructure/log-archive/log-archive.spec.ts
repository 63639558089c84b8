import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mail } from '../../../infrastructure/eventstoredb/inbox.js';
import { archiveStatus, verifyArchive } from '../../../infrastructure/log-archive/inspect-archive.js';
import { discardArchive } from '../../../infrastructure/log-archive/log-archive.js';
import { limits, makeFolders, openArchived } from './archived-log.js';
import { at, makeFakeLog } from './fake-log.js';

const idsOf = (mails: ReadonlyArray<Mail>) => mails.flatMap(({ events }) => events.map(({ id }) => id));
const ones = (count: number) => Array.from({ length: count }, () => 1);

describe('the archive of a log', () => {
  let folders: Awaited<ReturnType<typeof makeFolders>>;
  beforeAll(async () => {
    folders = await makeFolders();
  });
  afterAll(() => folders.remove());

  const givenArchived = async (events: number) => {
    const log = makeFakeLog();
    log.append(...ones(events));
    const folder = folders.next();
    const first = await openArchived(log, folder);
    await first.readAll();
    await first.close();
    return { log, folder };
  };
  const sealedIn = async (folder: string) =>
    (await readdir(folder)).filter((name) => name.endsWith('.segments')).sort();

  it('is written as the log is read, and read instead of it', async () => {
    const { log, folder } = await givenArchived(100);
    const before = log.read();
    const again = await openArchived(log, folder);
    const mails = await again.readAll();
    expect(mails.flatMap(({ events }) => events)).toEqual(log.events());
    expect(log.read()).toBe(before);
    expect(again.reports).toEqual([]);
    await again.close();
  });

  it('goes over to the log at its end, and takes what comes from there', async () => {
    const { log, folder } = await givenArchived(30);
    log.append(1, 5, 9);
    const before = log.read();
    const second = await openArchived(log, folder);
    expect(idsOf(await second.readAll())).toEqual(log.events().map(({ id }) => id));
    expect(log.read() - before).toBe(3);
    await second.close();
    const third = await openArchived(log, folder);
    expect(idsOf(await third.readAll({ after: at(20) }))).toEqual(
      log
        .events()
        .slice(20)
        .map(({ id }) => id),
    );
    expect(log.read() - before).toBe(3);
    await third.close();
  });

  it('gives the types that are asked for, in batches of the size that is asked for', async () => {
    const { log, folder } = await givenArchived(50);
    log.append(...ones(10));
    const second = await openArchived(log, folder);
    const mails = await second.readAll({ types: ['SeatsChanged'], maxBatch: 3 });
    expect(mails.flatMap(({ events }) => events)).toEqual(log.events().filter(({ type }) => type === 'SeatsChanged'));
    expect(Math.max(...mails.map(({ events }) => events.length))).toBe(3);
    await second.close();
  });

  it('is written by one process, and read by any', async () => {
    const log = makeFakeLog();
    log.append(...ones(40));
    const folder = folders.next();
    const writer = await openArchived(log, folder);
    const reader = await openArchived(log, folder);
    expect([writer.archive.writing, reader.archive.writing].map((writing) => writing !== undefined)).toEqual([
      true,
      false,
    ]);
    await writer.readAll();
    const before = log.read();
    expect(idsOf(await reader.readAll())).toEqual(log.events().map(({ id }) => id));
    expect(log.read()).toBe(before);
    await writer.close();
    await reader.close();
  });

  it('is written while a subscription goes on, and not only when it ends', async () => {
    const log = makeFakeLog();
    const folder = folders.next();
    const archived = await openArchived(log, folder);
    const stop = new AbortController();
    const following = archived.subscribe({ after: undefined, signal: stop.signal })[Symbol.asyncIterator]();
    for (let i = 0; i < 3 * limits.frameEvents; i++) {
      log.append(1);
      await following.next();
    }
    while ((await archiveStatus(folder)).upTo.commit < BigInt(limits.frameEvents)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    stop.abort();
    await following.next();
    await archived.close();
  });

  it('goes on where it was cut off', async () => {
    const { log, folder } = await givenArchived(20);
    const tail = join(folder, 'tail.open');
    await writeFile(tail, (await readFile(tail)).subarray(0, -5));
    const second = await openArchived(log, folder);
    expect(idsOf(await second.readAll())).toHaveLength(20);
    await second.close();
    expect(await verifyArchive(folder)).toMatchObject({ events: 20, damages: [] });
    expect(second.reports).toEqual([]);
  });

  it('is filled in beside a reader that is ahead of it', async () => {
    const log = makeFakeLog();
    log.append(...ones(60));
    const folder = folders.next();
    const first = await openArchived(log, folder);
    expect(idsOf(await first.readAll({ after: at(55) }))).toHaveLength(5);
    while (first.archive.writing?.reaches().commit !== 60n) await new Promise((resolve) => setImmediate(resolve));
    await first.close();
    const before = log.read();
    const second = await openArchived(log, folder);
    expect(idsOf(await second.readAll())).toHaveLength(60);
    expect(log.read()).toBe(before);
    await second.close();
  });

  it('has few files, and few frames in them, however small the portions were', async () => {
    const log = makeFakeLog();
    const folder = folders.next();
    for (let i = 0; i < 64; i++) {
      log.append(1);
      const one = await openArchived(log, folder);
      await one.readAll({ after: at(i) });
      await one.close();
    }
    expect(await sealedIn(folder)).toHaveLength(2);
    const reader = await openArchived(log, folder);
    let frames = 0;
    for await (const _ of reader.archive.read(at(0))) frames++;
    expect(frames).toBe(2 * Math.ceil(limits.fileEvents / limits.frameEvents));
    await reader.close();
  });

  it('that lost a file, or holds a damaged one, says so, reads that range from the log, and is whole again', async () => {
    const { log, folder } = await givenArchived(160);
    const [first = '', second = '', third = ''] = await sealedIn(folder);
    const bytes = await readFile(join(folder, first));
    bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 1;
    await writeFile(join(folder, first), bytes);
    await rm(join(folder, third));
    const again = await openArchived(log, folder);
    expect(idsOf(await again.readAll({ after: at(2) }))).toEqual(
      log
        .events()
        .slice(2)
        .map(({ id }) => id),
    );
    expect(again.reports).toMatchObject([
      { _tag: 'ArchiveDamaged', file: first, reason: 'damaged', after: at(0) },
      { _tag: 'ArchiveRepaired', after: at(0) },
      { _tag: 'ArchiveDamaged', file: undefined, reason: 'there is no file' },
      { _tag: 'ArchiveRepaired' },
    ]);
    await again.close();
    expect(await sealedIn(folder)).toEqual(expect.arrayContaining([first, second, third]));
    const before = log.read();
    const whole = await openArchived(log, folder);
    expect(idsOf(await whole.readAll())).toEqual(log.events().map(({ id }) => id));
    expect([log.read() - before, whole.reports]).toEqual([0, []]);
    await whole.close();
  });

  it('is not called whole again by who leaves before it is', async () => {
    const { log, folder } = await givenArchived(100);
    const [first = ''] = await sealedIn(folder);
    await writeFile(join(folder, first), '');
    const leaving = await openArchived(log, folder);
    await leaving.readAll({}, 2);
    await leaving.close();
    expect(leaving.reports.map(({ _tag }) => _tag)).toEqual(['ArchiveDamaged']);
    expect(await verifyArchive(folder)).toMatchObject({ damages: [{ file: first }], overlaps: [] });
  });

  it('tells how large and how whole it is', async () => {
    const { folder } = await givenArchived(100);
    const files = await readdir(folder);
    expect(await archiveStatus(folder)).toMatchObject({
      files: files.filter((name) => /segments$|open$/.test(name)).length,
      upTo: at(100),
    });
    expect(await verifyArchive(folder)).toEqual({ events: 100, upTo: at(100), damages: [], overlaps: [] });
    const [first = '', second = ''] = await sealedIn(folder);
    await writeFile(join(folder, second), (await readFile(join(folder, second))).subarray(0, -1));
    const { events, damages } = await verifyArchive(folder);
    expect(damages).toMatchObject([{ file: second, reason: 'cut off' }]);
    expect(events).toBeLessThan(100);
    await writeFile(join(folder, second.replace(/^.{41}/, first.slice(0, 41))), '');
    expect((await verifyArchive(folder)).overlaps).toHaveLength(2);
  });

  it('of another log, or one ahead of its log, is refused, and the way out is named', async () => {
    const { folder } = await givenArchived(40);
    const other = makeFakeLog('other');
    other.append(...ones(60));
    const behind = makeFakeLog();
    behind.append(...ones(10));
    for (const log of [other, behind, makeFakeLog()]) {
      const archived = await openArchived(log, folder);
      await expect(archived.readAll()).rejects.toThrow(/does not belong to this log.*treering archive discard/s);
      await expect(archived.readAll()).rejects.toMatchObject({ _tag: 'LogUnavailable' });
      await archived.close();
    }
    await discardArchive(folder);
    const anew = await openArchived(other, folder);
    expect(idsOf(await anew.readAll())).toHaveLength(60);
    await anew.close();
  });

  it('is not discarded while it is written', async () => {
    const { log, folder } = await givenArchived(40);
    const writer = await openArchived(log, folder);
    await expect(discardArchive(folder)).rejects.toThrow(/stop it first/);
    await writer.close();
  });

  it('of other categories begins anew, and says so', async () => {
    const { log, folder } = await givenArchived(40);
    const wider = await openArchived(log, folder, { categories: ['usage', 'health'] });
    expect(wider.reports).toEqual([
      { _tag: 'ArchiveDiscarded', reason: 'it holds usage, and this program reads usage, health' },
    ]);
    expect(idsOf(await wider.readAll())).toHaveLength(40);
    await wider.close();
  });

  it('that cannot be written stops nobody from reading', async () => {
    const log = makeFakeLog();
    log.append(...ones(40));
    const folder = folders.next();
    await writeFile(folder, 'a file where the folder should be');
    const archived = await openArchived(log, folder);
    expect(idsOf(await archived.readAll())).toHaveLength(40);
    expect(archived.reports).toMatchObject([{ _tag: 'ArchivingStopped', reason: expect.stringContaining('EEXIST') }]);
    await archived.close();
  });

  it('that can no longer be written says so once, and the log is read on', async () => {
    const log = makeFakeLog();
    log.append(...ones(10));
    const folder = folders.next();
    const archived = await openArchived(log, folder);
    expect(idsOf(await archived.readAll())).toHaveLength(10);
    await rm(folder, { recursive: true });
    log.append(...ones(90));
    expect(idsOf(await archived.readAll({ after: at(5) }))).toHaveLength(95);
    expect(idsOf(await archived.readAll())).toHaveLength(100);
    const stopped = () => archived.reports.filter(({ _tag }) => _tag === 'ArchivingStopped').length;
    while (stopped() === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(idsOf(await archived.readAll({ after: at(99) }))).toHaveLength(1);
    await archived.close();
    expect(stopped()).toBe(1);
  });

  type Wound = { readonly file: number; readonly at: number; readonly how: 'cut' | 'flip' | 'remove' };
  type Step = {
    readonly append: ReadonlyArray<number>;
    readonly after: number;
    readonly maxBatch: number;
    /** Batches that are read before one leaves. */
    readonly most: number;
    readonly wounds: ReadonlyArray<Wound>;
  };
  const steps: fc.Arbitrary<ReadonlyArray<Step>> = fc.array(
    fc.record({
      append: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 120, size: 'max' }),
      after: fc.nat({ max: 200 }),
      maxBatch: fc.integer({ min: 1, max: 12 }),
      most: fc.oneof(fc.nat({ max: 20 }), fc.constant(1e6)),
      wounds: fc.array(
        fc.record({
          file: fc.nat({ max: 9 }),
          at: fc.nat({ max: 5_000 }),
          how: fc.constantFrom('cut', 'flip', 'remove'),
        }),
        { maxLength: 2 },
      ),
    }),
    { minLength: 1, maxLength: 6 },
  );

  const wound = async (folder: string, { file, at: place, how }: Wound): Promise<void> => {
    const names = (await readdir(folder)).filter((name) => /segments$|open$/.test(name)).sort();
    const path = join(folder, names[file % names.length] ?? 'none');
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes === undefined) return;
    const where = place % (bytes.length + 1);
    if (how === 'remove') await rm(path, { force: true });
    else if (how === 'cut') await writeFile(path, bytes.subarray(0, where));
    else {
      bytes[where] = (bytes[where] ?? 0) ^ 0x55;
      await writeFile(path, bytes);
    }
  };

  const expectInOrder = (mails: ReadonlyArray<Mail>): void => {
    for (const [i, { events, position }] of mails.entries()) {
      const last = events.at(-1);
      if (last !== undefined) expect(position.commit >= last.position.commit).toBe(true);
      const next = mails.slice(i + 1).flatMap((mail) => mail.events)[0];
      if (next !== undefined) expect(position.commit < next.position.commit).toBe(true);
    }
  };

  it('gives every event once, in order, wherever one begins, however processes die and files are damaged', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const log = makeFakeLog();
        let folder = folders.next();
        for (const { append, after, maxBatch, most, wounds } of script) {
          log.append(...append);
          const expected = log.events().filter(({ position }) => position.commit > BigInt(after));
          const writer = await openArchived(log, folder);
          for (const patience of [most, 1e6]) {
            const mails = await writer.readAll({ after: at(after), maxBatch }, patience);
            const events = mails.flatMap((mail) => mail.events);
            expect(events).toEqual(patience === 1e6 ? expected : expected.slice(0, events.length));
            expectInOrder(mails);
          }
          for (const one of wounds) await wound(folder, one);
          const reader = await openArchived(log, folder);
          const mails = await reader.readAll({ after: at(after), maxBatch });
          expect(mails.flatMap(({ events }) => events)).toEqual(expected);
          expectInOrder(mails);
          folder = await folders.copyOf(folder);
          await reader.close();
          await writer.close();
        }
      }),
      { seed: 2026, numRuns: 40, endOnFailure: true },
    );
  }, 90_000);
});
