import * as E from 'fp-ts/lib/Either.js';
import type { ConnectionList } from '../answers/connections.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';
import { connectionAnswer } from './connection-answer.js';
import { toldOfConnections } from './told-of-connections.js';

type Deps = Pick<ReadSide, 'connections' | 'receipts' | 'feedStates' | 'publicUrl' | 'clock'>;

/** By source and name. */
export const listConnections = (deps: Deps) => (): Answer<ConnectionList> => async () => {
  const [listed, told] = await Promise.all([deps.connections.list(), toldOfConnections(deps)]);
  return E.right({ items: listed.map((connection) => connectionAnswer(deps, connection, told)) });
};
