import type { Knex } from 'knex';
import { type Generation, type GenerationId, generationName } from '../../projections/generation.js';
import type { GenerationStore, KnownGeneration } from '../../projections/generation-store.js';
import type { Projection } from '../../projections/projection.js';
import { versionedName } from '../../projections/table.js';
import { generationsOf, identified, identity } from './generation-list.js';
import { holdGeneration, releaseGeneration } from './hold-generation.js';
import { promoteGeneration } from './promote-generation.js';
import { quoted } from './quoted.js';
import { readSnapshot } from './read-snapshot.js';
import { addGeneration, forgetGeneration, lockTables, qualified } from './read-store-tables.js';
import { storeErrors } from './unavailable.js';

const drop = async (trx: Knex, schema: string, generation: KnownGeneration): Promise<void> => {
  const own = quoted(schema);
  for (const name of generation.tables) {
    const view = `${own}.${quoted(versionedName({ name }, generation.projection.version))}`;
    if (generation.state === 'live') await trx.raw(`drop view if exists ${view}`);
    await trx.raw(`drop table if exists ${qualified(schema, generation, { name })}`);
  }
  await forgetGeneration(trx, schema, generation);
  await trx.raw(`delete from ${own}.generations where ${identified}`, identity(generation));
};

const discardOf = (db: Knex, schema: string, generation: GenerationId): Promise<'discarded' | 'in use'> =>
  db.transaction(async (trx) => {
    await lockTables(trx);
    const known = (await generationsOf(trx, schema, generation.projection.name)).find(
      (one) => generationName(one) === generationName(generation),
    );
    if (known?.isInUse) return 'in use';
    if (known !== undefined) await drop(trx, schema, known);
    return 'discarded';
  });

const beginOf = (
  db: Knex,
  schema: string,
  projection: Projection,
  purpose: 'building' | 'verifying',
): Promise<Generation> =>
  db.transaction(async (trx) => {
    await lockTables(trx);
    const begun = (await generationsOf(trx, schema, projection.name)).filter(
      ({ state, projection: { version } }) => state === purpose && version === projection.version,
    );
    const [first] = begun;
    if (purpose === 'building' && first !== undefined) return { projection, number: first.number };
    for (const left of begun.filter(({ isInUse }) => !isInUse)) await drop(trx, schema, left);
    return addGeneration(trx, schema, projection, purpose);
  });

/** The generations of the read models in one schema of PostgreSQL. */
export const makeGenerationStore = (db: Knex, schema = 'read'): GenerationStore => ({
  list: (readModel) => storeErrors(() => generationsOf(db, schema, readModel)),
  begin: (projection, purpose) => storeErrors(() => beginOf(db, schema, projection, purpose)),
  hold: (generation, holder) => storeErrors(() => holdGeneration(db, schema, generation, holder)),
  release: (generation, holder) => storeErrors(() => releaseGeneration(db, schema, generation, holder)),
  promote: (generation, holder, isThere) =>
    storeErrors(() => promoteGeneration(db, schema)(generation, holder, isThere)),
  discard: (generation) => storeErrors(() => discardOf(db, schema, generation)),
  snapshot: (work) => readSnapshot(db, schema, work),
});
