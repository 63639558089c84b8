import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findProgram } from '../../../infrastructure/embedded/local-program.js';
import { startEmbeddedPostgres } from '../../../infrastructure/embedded/postgres.js';

const install = (packages: ReadonlyArray<string>): void => {
  const apt = (...args: ReadonlyArray<string>) =>
    spawnSync('apt-get', [...args], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0;
  const isRoot = process.getuid?.() === 0;
  if (
    !isRoot ||
    findProgram('apt-get') === undefined ||
    !apt('update', '-qq') ||
    !apt('install', '-y', '-qq', ...packages)
  ) {
    throw new Error(`These tests need ${packages.join(' and ')}: install them and run again.`);
  }
};

/** A missing service is a loud failure: installed where we may, refused where we may not, never skipped. */
const ensureInstalled = (programs: ReadonlyArray<string>): void => {
  const missing = programs.filter((program) => findProgram(program) === undefined);
  if (missing.length > 0) install(missing);
};

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
