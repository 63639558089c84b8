import type { Connection, Connections } from '../application/ports/connections.js';
import type { Credentials, RenewCredentials } from './feed.js';

/** A connection in use, whose credentials may be replaced meanwhile. */
export type HeldConnection = { readonly current: () => Connection; readonly renewCredentials: RenewCredentials };

/** `onRenewed` is told before others can see what is kept then. */
export const holdConnection = (
  { update }: Pick<Connections, 'update'>,
  connection: Connection,
  onRenewed: (renewed: Connection) => void = () => undefined,
): HeldConnection => {
  let current = connection;
  return {
    current: () => current,
    renewCredentials: async (renew) => {
      const kept = await update(connection.source, connection.name, async (found) => {
        const credentials = found && (await renew(found.credentials ?? {}));
        if (found === undefined || credentials === undefined) return undefined;
        const renewed = { ...found, credentials };
        onRenewed(renewed);
        return renewed;
      });
      const credentials: Credentials = kept?.credentials ?? {};
      current = { ...current, credentials };
      return credentials;
    },
  };
};
