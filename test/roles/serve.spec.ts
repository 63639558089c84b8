import { setImmediate as soon } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readEnvironment } from '../../infrastructure/config.js';
import { makeRoleServer } from '../../roles/serve.js';
import { get, givenApi } from '../support/given-api.js';

it('starts the servers of roles and of the read API without a warning', async () => {
  const warnings: Array<string> = [];
  const listen = (warning: Error): void => void warnings.push(warning.message);
  process.on('warning', listen);
  const env = readEnvironment({ TREERING_JWT_SECRET: 'for this test alone, and long enough', LOG_LEVEL: 'silent' });
  const app = await makeRoleServer({ env }, [{ name: 'log', isReady: async () => true }]);
  expect((await app.inject('/health/ready')).statusCode).toBe(200);
  await app.close();
  await givenApi({ accounts: [] }).when(get('/api/v1/accounts')).thenStatus(200);
  await soon();
  process.off('warning', listen);
  expect(warnings).toEqual([]);
});
