import * as E from 'fp-ts/lib/Either.js';
import type { ConnectionList } from '../answers/connections.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';
import { connectionAnswer } from './connection-answer.js';

type Deps = Pick<ReadSide, 'connections' | 'receipts' | 'publicUrl' | 'clock'>;

/** By source and name. */
export const listConnections = (deps: Deps) => (): Answer<ConnectionList> => async () => {
  const [listed, notUnderstood] = await Promise.all([deps.connections.list(), deps.receipts.notUnderstood()]);
  const at = new Date(deps.clock());
  return E.right({ items: listed.map((connection) => connectionAnswer(deps, connection, { notUnderstood, at })) });
};
