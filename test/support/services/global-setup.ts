import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../../infrastructure/embedded/postgres.js';
import { ensureInstalled } from './ensure-installed.js';
import { temporaryFolder } from './temporary-folder.js';

export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  ensureInstalled(['nats-server', 'redis-server']);
  const folder = await temporaryFolder('test');
  const postgres = await startEmbeddedPostgres(join(folder, 'postgres'));
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
};
