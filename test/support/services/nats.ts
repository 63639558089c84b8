import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedNats, startLocalNats } from '../../../infrastructure/embedded/nats.js';

/** A nats-server of this spec's own. The suite's set-up has seen to it that one is installed. */
export const startNats = async (): Promise<EmbeddedNats> => {
  const folder = await mkdtemp(join(tmpdir(), 'treering-nats-'));
  const nats = await startLocalNats(join(folder, 'nats.pid'));
  if (nats === undefined) throw new Error('nats-server is not installed');
  return {
    url: nats.url,
    stop: async () => {
      await nats.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
