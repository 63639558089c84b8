import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { makeGenerationStore } from '../../../infrastructure/postgres/generations.js';
import { makeReadStore } from '../../../infrastructure/postgres/read-store.js';
import { healthProjection } from '../../../projections/health/evolve.js';
import { health } from '../../../projections/health/table.js';
import { generationStoreContract } from '../../contracts/generation-store.contract.js';
import { freshDatabase } from '../../support/services/postgres.js';

describe('the generations in PostgreSQL', () => {
  let db: Knex;
  let drop: () => Promise<void>;
  let schemas = 0;
  beforeAll(async () => {
    const database = await freshDatabase();
    drop = database.drop;
    db = connectPostgres(database.url);
  });
  afterAll(async () => {
    await db.destroy();
    await drop();
  });

  generationStoreContract(async () => {
    schemas += 1;
    const schema = `g${schemas}`;
    return { store: makeReadStore(db, schema), generations: makeGenerationStore(db, schema) };
  });

  it('let a reader of one that was dropped wait, and look again what is live', async () => {
    const store = makeReadStore(db, 'dropped');
    const generations = makeGenerationStore(db, 'dropped');
    await store.prepare([]);
    const generation = await generations.begin(healthProjection, 'building');
    await generations.discard(generation);
    await expect(store.load(generation, health, [['acme']])).rejects.toMatchObject({
      _tag: 'StoreUnavailable',
      reason: expect.stringContaining('42P01'),
    });
  });
});
