import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { ModelArtifacts } from '../../application/ports/model-artifacts.js';
import { ensureTables, type Tables } from './ensure-tables.js';

const tables: Tables = {
  schema: 'models',
  lock: 'model artifacts table',
  statements: `
    create table if not exists models.artifacts (
      digest text primary key,
      bytes bytea not null,
      kept_at timestamptz not null default now()
    );
  `,
};

export const ensureModelArtifactsTable = (knex: Knex): Promise<void> => ensureTables(knex, tables);

/** In the database, where every process finds them: models are a few megabytes. */
export const makeModelArtifacts = (knex: Knex): ModelArtifacts => ({
  put: async (bytes) => {
    const digest = createHash('sha256').update(bytes).digest('hex');
    await knex.raw('insert into models.artifacts (digest, bytes) values (?, ?) on conflict (digest) do nothing', [
      digest,
      Buffer.from(bytes),
    ]);
    return digest;
  },
  get: async (digest) => {
    const row = await knex('models.artifacts').where({ digest }).first<{ readonly bytes: Buffer } | undefined>('bytes');
    return row && new Uint8Array(row.bytes);
  },
});
