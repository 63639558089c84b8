import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { makeParking } from '../../../infrastructure/postgres/parking.js';
import { makeReadStore } from '../../../infrastructure/postgres/read-store.js';
import { rewindReactor } from '../../../infrastructure/postgres/rewind-reactor.js';
import { projections } from '../../../projections/registry.js';
import { parkingContract } from '../../contracts/parking.contract.js';
import { readStoreContract } from '../../contracts/read-store.contract.js';
import { freshDatabase } from '../../support/services/postgres.js';

describe('the PostgreSQL read store', () => {
  let db: Knex;
  let drop: () => Promise<void>;
  let url: string;
  let schemas = 0;
  beforeAll(async () => {
    const database = await freshDatabase();
    ({ url, drop } = database);
    db = connectPostgres(url);
  });
  afterAll(async () => {
    await db.destroy();
    await drop();
  });

  readStoreContract(async () => {
    schemas += 1;
    return makeReadStore(db, `s${schemas}`);
  });

  parkingContract(async () => {
    schemas += 1;
    return { store: makeReadStore(db, `s${schemas}`), parking: makeParking(db, `s${schemas}`) };
  });

  it('lets a reactor start anew, and no read model', async () => {
    const store = makeReadStore(db, 'rewound');
    await store.prepare([]);
    const to = { position: { commit: 5n, prepare: 5n }, recordedAt: new Date(0), caughtUp: true };
    for (const name of ['reactor:greeter', 'things_v1_g1']) {
      await store.claim('me', [{ name, partitions: 1 }]);
      await store.advance({ name, partitions: [0], holder: 'me', from: undefined, to });
    }
    expect(await rewindReactor(db, 'reactor:greeter', 'rewound')).toBe(true);
    expect(await rewindReactor(db, 'things_v1_g1', 'rewound')).toBe(false);
    expect(await store.checkpoints('reactor:greeter')).toMatchObject([{ position: undefined, recordedAt: undefined }]);
    expect(await store.checkpoints('things_v1_g1')).toMatchObject([{ position: to.position }]);
  });

  it('has on disk what can be read, once it has settled', async () => {
    const store = makeReadStore(db, 'settled');
    await store.prepare([]);
    await store.claim('me', [{ name: 'reactor:greeter', partitions: 1 }]);
    const to = { position: { commit: 5n, prepare: 5n }, recordedAt: new Date(0), caughtUp: true };
    await store.advance({ name: 'reactor:greeter', partitions: [0], holder: 'me', from: undefined, to });
    const { rows: written } = await db.raw('select pg_current_wal_insert_lsn()::text as lsn');
    await store.settle();
    const { rows } = await db.raw('select pg_current_wal_flush_lsn() >= ?::pg_lsn as lasts', [written[0].lsn]);
    expect(rows).toEqual([{ lasts: true }]);
  });

  it('is prepared by many processes at once', async () => {
    const store = makeReadStore(db, 'together');
    await Promise.all([1, 2, 3, 4].map(() => store.prepare(projections)));
  });

  it('says so when the server is out of reach', async () => {
    const nowhere = connectPostgres('postgres://nobody@127.0.0.1:1/none');
    await expect(makeReadStore(nowhere).checkpoints('any')).rejects.toMatchObject({ _tag: 'StoreUnavailable' });
    await nowhere.destroy();
  });

  it('says so when the server cuts its connections, and is back with the next', async () => {
    const store = makeReadStore(db, 'cut');
    await store.prepare([]);
    const other = connectPostgres(url);
    await other.raw(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await other.destroy();
    const attempts = async (left: number): Promise<unknown> => {
      try {
        return await store.checkpoints('any');
      } catch (error) {
        expect(error).toMatchObject({ _tag: 'StoreUnavailable' });
        return left === 0 ? error : attempts(left - 1);
      }
    };
    expect(await attempts(10)).toEqual([]);
  });
});
