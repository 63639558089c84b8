import * as E from 'fp-ts/lib/Either.js';
import type { TestedConnection } from '../answers/connections.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';
import { type ConnectionNamed, keptConnection } from './find-connection.js';

/** What is wrong with a connection, in words. */
export const testConnection =
  (deps: Pick<ReadSide, 'connections' | 'testConnection'>) =>
  (named: ConnectionNamed): Answer<TestedConnection> =>
  async () => {
    const kept = await keptConnection(deps, named);
    if (E.isLeft(kept)) return kept;
    const checks = await deps.testConnection(kept.right);
    return E.right({ ok: checks.every(({ ok }) => ok), checks });
  };
