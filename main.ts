import { publicUrl } from './infrastructure/config.js';
import { jwtSecret } from './infrastructure/embedded/jwt-secret.js';
import { permissions, Role } from './read-api/permissions.js';
import { signToken } from './read-api/sign-token.js';
import { loadDemo, startLiveTraffic } from './roles/demo.js';
import { startIngestionRole } from './roles/ingestion.js';
import { startMlRole } from './roles/ml.js';
import { startProjectorRole } from './roles/projector.js';
import { makeReadApi, storeChecks } from './roles/read-api.js';
import { type RoleContext, type Running, runRole } from './roles/role.js';

const MONTH_SECONDS = 30 * 86_400;

const welcome = async ({ env }: RoleContext): Promise<string> => {
  const secret = await jwtSecret(env);
  const tokens = Object.keys(permissions)
    .filter(Role.is)
    .map((role) => [role, signToken(secret, { role, subject: `start-${role}`, ttlSeconds: MONTH_SECONDS })] as const);
  const viewer = tokens.find(([role]) => role === 'csm')?.[1] ?? '';
  return [
    `Dashboard  ${publicUrl(env)}/#token=${viewer}`,
    `API        ${publicUrl(env)}/docs`,
    'Tokens',
    ...tokens.map(([role, token]) => `  ${role.padEnd(10)} ${token}`),
    '',
  ].join('\n');
};

/** Every role in one process. */
await runRole(async (context): Promise<Running> => {
  const { env } = context;
  const demo = env.TREERING_DEMO ? await loadDemo(context) : undefined;
  const projector = await startProjectorRole(context);
  let caughtUp = false;
  const checks = [
    ...storeChecks(context),
    ...projector.checks,
    { name: 'first catch-up', isReady: async () => caughtUp },
  ];
  const app = await makeReadApi(context, checks, projector.readers);
  const ingestion = startIngestionRole(context, app);
  await app.listen({ host: env.HOST, port: env.PORT });
  await projector.untilCaughtUp();
  caughtUp = true;
  projector.startDailyScoring();
  const ml = startMlRole(context);
  const traffic = demo === undefined ? undefined : startLiveTraffic(context, demo);
  process.stdout.write(await welcome(context));
  return {
    stop: async () => {
      await traffic?.stop();
      await ml.stop();
      await app.close();
      await ingestion.stop();
      await projector.stop();
    },
  };
});
