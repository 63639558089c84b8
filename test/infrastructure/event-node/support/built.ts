import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

export type Built = { readonly script: (name: string) => string; readonly remove: () => Promise<void> };

/** The node as plain JavaScript, its worker beside it, as a build of the project has them; with one script more, named by its path in the repository. */
export const built = async (script: string): Promise<Built> => {
  const root = join(import.meta.dirname, '..', '..', '..', '..');
  const cache = join(root, 'node_modules', '.cache', 'event-node');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'built-'));
  await build({
    entryPoints: ['infrastructure/event-node/worker.ts', script].map((path) => join(root, path)),
    outdir: folder,
    entryNames: '[name]',
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  return {
    script: (name) => join(folder, `${name}.js`),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
