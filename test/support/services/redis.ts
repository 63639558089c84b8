import { startLocalRedis } from '../../../infrastructure/embedded/redis.js';
import { startServer } from './server.js';

/** A redis-server of this spec's own. */
export const startRedis = () => startServer('redis-server', startLocalRedis);
