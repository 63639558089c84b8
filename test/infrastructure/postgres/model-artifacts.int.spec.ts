import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { ensureModelArtifactsTable, makeModelArtifacts } from '../../../infrastructure/postgres/model-artifacts.js';
import { modelArtifactsContract } from '../../contracts/model-artifacts.contract.js';
import { freshDatabase } from '../../support/services/postgres.js';

modelArtifactsContract('PostgreSQL', async () => {
  const database = await freshDatabase();
  const knex = connectPostgres(database.url);
  await ensureModelArtifactsTable(knex);
  return {
    artifacts: makeModelArtifacts(knex),
    close: async () => {
      await knex.destroy();
      await database.drop();
    },
  };
});
