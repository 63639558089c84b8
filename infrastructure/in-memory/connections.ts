import type { Connection, Connections } from '../../application/ports/connections.js';

const keyOf = (source: string, name: string): string => `${source}/${name}`;

export const makeInMemoryConnections = (): Connections => {
  const connections = new Map<string, Connection>();
  let updating: Promise<unknown> = Promise.resolve();
  return {
    find: async (source, name) => connections.get(keyOf(source, name)),
    list: async () => [...connections].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, connection]) => connection),
    save: async (connection) => {
      connections.set(keyOf(connection.source, connection.name), connection);
    },
    update: (source, name, change) => {
      const updated = updating.then(async () => {
        const kept = connections.get(keyOf(source, name));
        const changed = (await change(kept)) ?? kept;
        if (changed !== undefined) connections.set(keyOf(source, name), changed);
        return changed;
      });
      updating = updated.catch(() => undefined);
      return updated;
    },
  };
};
