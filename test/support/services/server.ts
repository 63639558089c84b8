import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalServer } from '../../../infrastructure/embedded/local-server.js';

/** A server that the suite's set-up has seen to be installed, with a folder of its own. */
export const startServer = async (
  program: string,
  start: (pidFile: string) => Promise<LocalServer | undefined>,
): Promise<LocalServer> => {
  const folder = await mkdtemp(join(tmpdir(), `treering-${program}-`));
  const server = await start(join(folder, 'pid'));
  if (server === undefined) throw new Error(`${program} is not installed`);
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
