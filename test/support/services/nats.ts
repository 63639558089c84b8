import { type EmbeddedNats, startLocalNats } from '../../../infrastructure/embedded/nats.js';

/** A nats-server of this spec's own. The suite's set-up has seen to it that one is installed. */
export const startNats = async (): Promise<EmbeddedNats> => {
  const nats = await startLocalNats();
  if (nats === undefined) throw new Error('nats-server is not installed');
  return nats;
};
