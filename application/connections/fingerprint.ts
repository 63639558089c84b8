import { createHash } from 'node:crypto';
import { canonical } from '../../domain/canonical.js';
import type { Connection } from '../ports/connections.js';

type Named = Pick<Connection, 'source' | 'name'>;

const digitsOf = (...parts: ReadonlyArray<string>): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);

/** What a secret of this connection is told apart by: the first 32 bits of a SHA-256. The same secret elsewhere has another. */
export const fingerprintOfSecret = ({ source, name }: Named, secret: string): string =>
  digitsOf('secret', source, name, secret);

/** What credentials are told apart by, in whatever order they are written. */
export const fingerprintOfCredentials = (
  { source, name }: Named,
  credentials: Readonly<Record<string, string>>,
): string => digitsOf('credentials', source, name, canonical(credentials));
