import { lookUp } from '../../domain/keyed.js';
import type { Connection } from '../ports/connections.js';

type Secrets = Pick<Connection, 'secrets' | 'secretEnds'>;

/** When a secret of the connection ends; `undefined` while that is open. */
export const endOfSecret = ({ secretEnds = {} }: Pick<Connection, 'secretEnds'>, secret: string): string | undefined =>
  lookUp(secretEnds, secret);

/** The secrets that deliveries may be signed with at a time, the newest first. */
export const secretsLiveAt = (connection: Secrets, at: Date): ReadonlyArray<string> =>
  connection.secrets.filter((secret) => {
    const end = endOfSecret(connection, secret);
    return secret !== '' && (end === undefined || end > at.toISOString());
  });
