import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../../infrastructure/embedded/postgres.js';
import { ensureInstalled } from './ensure-installed.js';

export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  ensureInstalled(['nats-server']);
  const folder = await mkdtemp(join(tmpdir(), 'treering-test-'));
  const postgres = await startEmbeddedPostgres(join(folder, 'postgres'));
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
};
