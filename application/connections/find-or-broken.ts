import { type Connection, type ConnectionBroken, type Connections, isConnectionBroken } from '../ports/connections.js';

/** The connection as it is kept, or how it is broken; rejects only where that cannot be told. */
export const findOrBroken = (
  { find }: Pick<Connections, 'find'>,
  source: string,
  name: string,
): Promise<Connection | ConnectionBroken | undefined> =>
  find(source, name).catch((error: unknown) => {
    if (isConnectionBroken(error)) return error;
    throw error;
  });
