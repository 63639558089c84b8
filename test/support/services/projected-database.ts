import type { Knex } from 'knex';
import type { DomainEvent } from '../../../domain/catalogue.js';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { makeReadStore } from '../../../infrastructure/postgres/read-store.js';
import { applyBatch } from '../../../projections/folding/apply-batch.js';
import { projections } from '../../../projections/registry.js';
import { batchOf } from '../given-projection.js';
import { ownAll } from '../own-all.js';
import { recordedLog } from '../recorded.js';
import { freshDatabase } from './postgres.js';

/** A database whose read models hold these facts, and the way to add more. */
export const projectedDatabase = async (): Promise<{
  readonly db: Knex;
  readonly happened: (...events: ReadonlyArray<DomainEvent>) => Promise<void>;
  readonly drop: () => Promise<void>;
}> => {
  const { url, drop } = await freshDatabase();
  const db = connectPostgres(url);
  const store = makeReadStore(db);
  await store.prepare(projections);
  let facts: ReadonlyArray<DomainEvent> = [];
  return {
    db,
    happened: async (...events) => {
      facts = [...facts, ...events];
      const batch = batchOf(recordedLog(facts));
      if (batch === undefined) return;
      for (const projection of projections) await applyBatch(await ownAll(store, projection), batch);
    },
    drop: async () => {
      await db.destroy();
      await drop();
    },
  };
};
