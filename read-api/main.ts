import { makeReadApi, storeChecks } from '../roles/read-api.js';
import { runRole } from '../roles/role.js';

/** Answers questions from the read models, and follows their changes over the change feed. */
await runRole(async (context) => {
  const app = await makeReadApi(context, storeChecks(context));
  await app.listen({ host: context.env.HOST, port: context.env.PORT });
  return { stop: () => app.close() };
});
