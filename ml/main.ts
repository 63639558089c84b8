import { startMlRole } from '../roles/ml.js';
import { storeChecks } from '../roles/read-api.js';
import { runRole } from '../roles/role.js';
import { makeRoleServer } from '../roles/serve.js';

/** Looks for what is unusual; answers `/health` and `/metrics` only. */
await runRole(async (context) => {
  const app = await makeRoleServer(context, storeChecks(context));
  await app.listen({ host: context.env.HOST, port: context.env.PORT });
  const ml = startMlRole(context);
  return {
    stop: async () => {
      await app.close();
      await ml.stop();
    },
  };
});
