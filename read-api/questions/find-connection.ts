import * as E from 'fp-ts/lib/Either.js';
import { findOrBroken } from '../../application/connections/find-or-broken.js';
import type * as ports from '../../application/ports/connections.js';
import type { ConnectionRefusal } from '../../domain/connection/errors.js';
import type { Connection } from '../answers/connections.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';
import { connectionAnswer } from './connection-answer.js';
import { toldOfConnections } from './told-of-connections.js';

type Deps = Pick<ReadSide, 'connections' | 'receipts' | 'feedStates' | 'publicUrl' | 'clock'>;

export type ConnectionNamed = { readonly source: string; readonly name: string };

/** As it is kept, or how it is broken. */
export const keptConnection = async (
  { connections }: Pick<Deps, 'connections'>,
  { source, name }: ConnectionNamed,
): Promise<E.Either<ConnectionRefusal, ports.Connection | ports.ConnectionBroken>> => {
  const kept = await findOrBroken(connections, source, name);
  return kept === undefined ? E.left({ _tag: 'ConnectionUnknown', source, connection: name }) : E.right(kept);
};

export const findConnection =
  (deps: Deps) =>
  (named: ConnectionNamed): Answer<Connection> =>
  async () => {
    const kept = await keptConnection(deps, named);
    if (E.isLeft(kept)) return kept;
    return E.right(connectionAnswer(deps, kept.right, await toldOfConnections(deps)));
  };
