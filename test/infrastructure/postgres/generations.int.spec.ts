import type { Knex } from 'knex';
import { afterAll, beforeAll, describe } from 'vitest';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { makeGenerationStore } from '../../../infrastructure/postgres/generations.js';
import { makeReadStore } from '../../../infrastructure/postgres/read-store.js';
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
});
