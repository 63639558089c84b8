import { spawnSync } from 'node:child_process';
import { findProgram } from '../../../infrastructure/embedded/local-program.js';

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
export const ensureInstalled = (programs: ReadonlyArray<string>): void => {
  const missing = programs.filter((program) => findProgram(program) === undefined);
  if (missing.length > 0) install(missing);
};
