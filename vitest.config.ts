import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Node takes graphql's CommonJS build, as mercurius does; vite would take its other one, and two do not know each other's schemas. */
const graphql = fileURLToPath(new URL('./node_modules/graphql/index.js', import.meta.url));

const project = (name: string, include: Array<string>, rest: object = {}) => ({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
  test: { name, include, environment: 'node' as const, ...rest },
});

export default defineConfig({
  test: {
    projects: [
      project('specs', ['test/**/*.spec.ts'], {
        exclude: ['**/*.int.spec.ts', '**/*.journey.spec.ts', '**/*.browser.spec.ts'],
        isolate: false,
        testTimeout: 180_000,
        hookTimeout: 60_000,
      }),
      project('integration', ['test/**/*.int.spec.ts'], {
        globalSetup: ['test/support/services/global-setup.ts'],
        testTimeout: 60_000,
        hookTimeout: 120_000,
        maxWorkers: 2,
      }),
      project('journeys', ['test/journeys/**/*.journey.spec.ts'], {
        testTimeout: 600_000,
        hookTimeout: 120_000,
        fileParallelism: false,
      }),
      project('browser', ['test/browser/**/*.browser.spec.ts'], {
        testTimeout: 120_000,
        hookTimeout: 120_000,
        fileParallelism: false,
      }),
    ],
  },
});
