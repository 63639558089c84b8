import { startLocalNats } from '../../../infrastructure/embedded/nats.js';
import { startServer } from './server.js';

/** A nats-server of this spec's own. */
export const startNats = () => startServer('nats-server', startLocalNats);
