import { startProjectorRole } from '../roles/projector.js';
import { storeChecks } from '../roles/read-api.js';
import { runRole } from '../roles/role.js';
import { makeRoleServer } from '../roles/serve.js';

/** Keeps the read models up to date and scores health; answers `/health` only. */
await runRole(async (context) => {
  const projector = await startProjectorRole(context);
  const app = await makeRoleServer(context, [...storeChecks(context), ...projector.checks]);
  await app.listen({ host: context.env.HOST, port: context.env.PORT });
  projector.startDailyScoring();
  return {
    stop: async () => {
      await app.close();
      await projector.stop();
    },
  };
});
