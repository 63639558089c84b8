import type { Connection, Connections } from '../../application/ports/connections.js';

const keyOf = (source: string, name: string): string => `${source}/${name}`;

export const makeInMemoryConnections = (): Connections => {
  const connections = new Map<string, Connection>();
  return {
    find: async (source, name) => connections.get(keyOf(source, name)),
    list: async () => [...connections].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, connection]) => connection),
    save: async (connection) => {
      connections.set(keyOf(connection.source, connection.name), connection);
    },
  };
};
