import type { ConnectionName } from './name.js';

/** A name holds no hyphen, so a source that does is told apart from it. */
export const connectionStream = (source: string, connection: ConnectionName): string =>
  `connection-${source}-${connection}`;
