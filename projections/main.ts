import { projectionMetrics } from '../read-api/plugins/projection-metrics.js';
import { startProjectorRole } from '../roles/projector.js';
import { storeChecks } from '../roles/read-api.js';
import { makeProgress } from '../roles/read-side.js';
import { runRole } from '../roles/role.js';
import { makeRoleServer } from '../roles/serve.js';

/** Keeps the read models up to date and scores health; answers `/health` and `/metrics` only. */
await runRole(async (context) => {
  const projector = await startProjectorRole(context);
  const app = await makeRoleServer(context, [...storeChecks(context), ...projector.checks]);
  app.register(projectionMetrics, {
    progress: makeProgress(context.adapters),
    eventStore: context.adapters.eventStore,
    readers: projector.readers,
  });
  await app.listen({ host: context.env.HOST, port: context.env.PORT });
  projector.startDailyScoring();
  return {
    stop: async () => {
      await app.close();
      await projector.stop();
    },
  };
});
