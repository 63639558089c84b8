import type { ConnectionBroken, Connections } from '../../application/ports/connections.js';

/** The connections, of which one cannot be read until it is saved anew. */
export const withBroken = (connections: Connections, source: string, name: string): Connections => {
  const reason = 'its secrets were sealed with another key, or are damaged';
  let broken: ConnectionBroken | undefined = { _tag: 'ConnectionBroken', source, connection: name, reason };
  const isIt = (of: string, called: string): boolean => of === source && called === name;
  const unlessBroken = async <A>(of: string, called: string, ask: () => Promise<A>): Promise<A> => {
    if (broken !== undefined && isIt(of, called)) throw broken;
    return ask();
  };
  return {
    find: (of, called) => unlessBroken(of, called, () => connections.find(of, called)),
    list: async () => {
      const others = await connections.list();
      return broken === undefined
        ? others
        : [...others.filter((one) => !('name' in one && isIt(one.source, one.name))), broken];
    },
    save: async (connection) => {
      if (isIt(connection.source, connection.name)) broken = undefined;
      await connections.save(connection);
    },
    update: (of, called, change) => unlessBroken(of, called, () => connections.update(of, called, change)),
  };
};
