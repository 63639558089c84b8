import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeEventLog } from '../../../infrastructure/event-node/log/event-log.js';
import { openSqliteStore } from '../../../infrastructure/event-node/store/sqlite-store.js';
import type { Store } from '../../../infrastructure/event-node/store/store.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-store-'));
  file = join(folder, 'events.db');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

let ids = 0;
const proposed = (type: string) => {
  ids += 1;
  const id = Buffer.alloc(16);
  id.writeUInt32BE(ids);
  return { id, type, isJson: true, data: Buffer.from('{}'), metadata: Buffer.alloc(0) };
};
const appending = (store: Store) => {
  const log = makeEventLog(store);
  const append = (streamName: string, ...types: ReadonlyArray<string>) =>
    log.append({ streamName, expected: 'any', events: types.map(proposed) });
  return { log, append };
};
const written = async () => {
  const store = openSqliteStore(file);
  await appending(store).append('account-1', 'a', 'b');
  store.close();
};
const edit = (sql: string) => {
  const database = new Database(file);
  database.exec(sql);
  database.close();
};

describe('a file is refused', () => {
  test('that another has open', () => {
    const store = openSqliteStore(file);
    expect(() => openSqliteStore(file)).toThrow(`${file} cannot be used: another process has it open`);
    store.close();
    openSqliteStore(file).close();
  });

  test('that a newer version wrote', async () => {
    await written();
    edit('PRAGMA user_version = 3');
    expect(() => openSqliteStore(file)).toThrow('its format is 3, and this version of Treering reads format 2');
  });

  test('unless it is of an earlier format, which is brought to this one', async () => {
    await written();
    const earlier = new Database(file);
    file = join(folder, 'earlier.db');
    earlier.exec(`DROP TABLE projections; PRAGMA user_version = 1; PRAGMA auto_vacuum = NONE; VACUUM INTO '${file}'`);
    earlier.close();
    for (const _ of ['upgraded', 'opened again']) {
      const store = openSqliteStore(file);
      expect(store.allForwards(0, 10).map(({ type }) => type)).toEqual(['a', 'b']);
      expect(store.projections()).toEqual([]);
      store.close();
    }
    const upgraded = new Database(file);
    expect(upgraded.prepare('PRAGMA auto_vacuum').raw().all()).toEqual([[2]]);
    upgraded.close();
  });

  test('that is not ours, and it stays as it was', async () => {
    edit('CREATE TABLE theirs (a); PRAGMA journal_mode = DELETE');
    expect(() => openSqliteStore(file)).toThrow('of another application');
    const theirs = new Database(file);
    expect(theirs.prepare('PRAGMA journal_mode').raw().all()).toEqual([['delete']]);
    theirs.close();
  });

  test('that is no database', async () => {
    await writeFile(file, 'a diary, a diary, a diary. '.repeat(200));
    expect(() => openSqliteStore(file)).toThrow('it is not an SQLite database');
  });

  test('that is cut off', async () => {
    const store = openSqliteStore(file);
    const { append } = appending(store);
    await append('account-1', ...Array<string>(500).fill('a'));
    store.close();
    const handle = await open(file, 'r+');
    await handle.truncate(Math.floor((await stat(file)).size / 2));
    await handle.close();
    expect(() => openSqliteStore(file)).toThrow('it is damaged');
  });

  test('that lost the end of its log', async () => {
    await written();
    edit('UPDATE log SET next_position = 1');
    expect(() => openSqliteStore(file)).toThrow('events lie beyond the end of the log');
  });

  test('that is a folder', () => {
    expect(() => openSqliteStore(folder)).toThrow(`${folder} cannot be used`);
  });
});

describe('positions', () => {
  test('advance by the length of the event before', async () => {
    const store = openSqliteStore(file);
    const { append } = appending(store);
    await append('account-1', 'a', 'b', 'c');
    const [a, b, c] = store.allForwards(0, 10);
    expect(a?.position).toBeGreaterThan(0);
    expect(b?.position).toBe((a?.position ?? 0) + (a?.record.length ?? 0));
    expect(c?.position).toBe((b?.position ?? 0) + (b?.record.length ?? 0));
    store.close();
  });

  test('are never given twice, even when the last events are gone', async () => {
    await written();
    const before = openSqliteStore(file);
    const last = before.lastEvent()?.position ?? 0;
    const next = before.nextPosition();
    before.close();
    edit('DELETE FROM events');
    const store = openSqliteStore(file);
    const { append, log } = appending(store);
    await append('account-2', 'c');
    expect(next).toBeGreaterThan(last);
    expect(log.headPosition()).toBe(next);
    store.close();
  });
});

describe('appends of one turn', () => {
  test('are one transaction, and each has its own answer', async () => {
    const store = openSqliteStore(file);
    let transactions = 0;
    const counted: Store = {
      ...store,
      transaction: (work) => {
        transactions += 1;
        store.transaction(work);
      },
    };
    const { append } = appending(counted);
    const outcomes = await Promise.all([append('account-1', 'a'), append('account-1', 'b'), append('account-2', 'c')]);
    expect(transactions).toBe(1);
    expect(outcomes.map((outcome) => outcome._tag === 'Appended' && outcome.revision)).toEqual([0, 1, 0]);
    store.close();
  });

  test('that the disk refuses are all refused, and leave nothing behind', async () => {
    const store = openSqliteStore(file);
    let broken = false;
    const failing: Store = {
      ...store,
      transaction: (work) =>
        store.transaction(() => {
          work();
          if (broken) throw new Error('disk full');
        }),
    };
    const { append, log } = appending(failing);
    await append('account-1', 'a');
    const head = log.headPosition();
    let woken = 0;
    log.onCommit(() => {
      woken += 1;
    });
    broken = true;
    const outcomes = await Promise.allSettled([append('account-1', 'b'), append('account-2', 'c')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect([log.headPosition(), woken]).toEqual([head, 0]);
    broken = false;
    expect(await append('account-1', 'd')).toMatchObject({ _tag: 'Appended', revision: 1 });
    expect(log.findStream('account-2').lastRevision).toBe(-1);
    store.close();
  });

  test('are told to listeners when they can be read', async () => {
    const store = openSqliteStore(file);
    const { append, log } = appending(store);
    const seen: Array<number> = [];
    const stop = log.onCommit(() => seen.push(log.allForwards(0, 10).length));
    await append('account-1', 'a', 'b');
    stop();
    await append('account-1', 'c');
    expect(seen).toEqual([2]);
    store.close();
  });
});
