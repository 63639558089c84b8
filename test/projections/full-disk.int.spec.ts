import { chown, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { inMemoryEventStore } from '../../infrastructure/in-memory/event-store.js';
import { connectPostgres } from '../../infrastructure/postgres/connect.js';
import { makeReadStore } from '../../infrastructure/postgres/read-store.js';
import { accountsProjection } from '../../projections/accounts/evolve.js';
import type { ReaderReport } from '../../projections/following/report.js';
import { startProjector } from '../../projections/projector.js';
import { fact } from '../support/fact.js';
import { freshDatabase } from '../support/services/postgres.js';
import { mayMount, type SmallDisk, smallDisk } from '../support/services/small-disk.js';

/** The tables of the database lie on the disk; the log that PostgreSQL writes ahead does not. */
const putTablesOn = async (db: Knex, { folder }: SmallDisk, tablespace: string): Promise<void> => {
  const { rows } = await db.raw<{ rows: ReadonlyArray<{ readonly data_directory: string }> }>('show data_directory');
  const { uid, gid } = await stat(rows[0]?.data_directory ?? '');
  await chown(folder, uid, gid);
  await db.raw(`create tablespace ${tablespace} location '${folder}'`);
  await db.raw(`set default_tablespace = ${tablespace}`);
};

const until = async (isSo: () => boolean): Promise<void> => {
  for (let turns = 0; !isSo(); turns++) {
    if (turns > 4_000) throw new Error('it never came to that');
    await sleep(10);
  }
};

describe.skipIf(!(await mayMount()))('PostgreSQL on a full disk (needs the right to mount)', () => {
  it('is waited for, and everything is there once it has room', async () => {
    const disk = await smallDisk(4);
    const { url, drop } = await freshDatabase();
    const admin = connectPostgres(url, { max: 1 });
    const db = connectPostgres(url);
    const tablespace = `small_${Date.now()}`;
    const reports: Array<ReaderReport> = [];
    const eventStore = inMemoryEventStore();
    const metadata = { correlationId: 'test', causationId: null, actor: 'test', source: null };
    const registered = async (from: number, count: number): Promise<void> => {
      for (let n = from; n < from + count; n++) {
        const ref = { source: 'hubspot', connection: 'demo', id: `${n}` };
        const about = { accountId: `acme-${n}`, occurredAt: '2026-03-01T00:00:00Z' };
        await eventStore.append(`account-acme-${n}`, 'any', [
          { id: `${n}-1`, event: fact('AccountRegistered', { ...about, ref }), metadata },
          { id: `${n}-2`, event: fact('LifecycleStageChanged', { ...about, stage: 'customer' }), metadata },
        ])();
      }
    };
    try {
      await putTablesOn(admin, disk, tablespace);
      await makeReadStore(admin).prepare([accountsProjection]);
      const projector = await startProjector(
        {
          eventStore,
          store: makeReadStore(db),
          feed: { publish: () => undefined },
          report: (said) => void reports.push(said),
        },
        { projections: [accountsProjection], reactors: [] },
      );
      const isFull = () =>
        reports.some(
          (said) => said._tag === 'StoreUnavailable' && said.reason.includes('the disk of PostgreSQL is full'),
        );
      let accounts = 0;
      while (!isFull()) {
        await registered(accounts, 500);
        accounts += 500;
        await sleep(50);
      }
      expect(projector.status().map(({ state }) => state)).not.toContain('stopped');
      await disk.resize(256);
      await until(() => projector.status().every(({ state, caughtUp }) => state === 'running' && caughtUp));
      await until(() => projector.status().every(({ position }) => position === `${2 * accounts - 1}`));
      const [row] = await db(`read.accounts_v${accountsProjection.version}`).count<Array<{ count: bigint }>>();
      expect(Number(row?.count)).toBe(accounts);
      await projector.stop();
    } finally {
      await admin.destroy();
      await db.destroy();
      await drop();
      await disk.remove();
    }
  });
});
