import { startIngestionRole } from '../roles/ingestion.js';
import { storeChecks } from '../roles/read-api.js';
import { runRole } from '../roles/role.js';
import { makeRoleServer } from '../roles/serve.js';

/** Takes deliveries at `/ingest` and turns them into events. */
await runRole(async (context) => {
  const app = await makeRoleServer(context, storeChecks(context));
  const ingestion = startIngestionRole(context, app);
  await app.listen({ host: context.env.HOST, port: context.env.PORT });
  return {
    stop: async () => {
      await app.close();
      await ingestion.stop();
    },
  };
});
