import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { connectionAggregate } from '../../domain/connection/aggregate.js';
import type { ConnectionCommand } from '../../domain/connection/commands.js';
import type { ConnectionRefusal } from '../../domain/connection/errors.js';
import type { ConnectionEvent } from '../../domain/connection/events.js';
import type { ConnectionState } from '../../domain/connection/state.js';
import { connectionStream } from '../../domain/connection/stream.js';
import { handleCommand } from '../handle-command.js';
import type { StreamFailure } from '../handle-in-stream.js';
import { type Connection, type ConnectionBroken, type Connections, isConnectionBroken } from '../ports/connections.js';
import type { AppendTooLarge, EventStore, RecordedEvent } from '../ports/event-store.js';
import type { Position } from '../position.js';
import { adoptConnection } from './adopt-connection.js';
import { type ConnectionRequest, contextOf, saidBy } from './connection-request.js';
import { fingerprintOfSecret } from './fingerprint.js';
import { type Material, prepared, settled } from './settled.js';

export type ConnectionDeps = {
  readonly connections: Pick<Connections, 'find' | 'update'>;
  readonly log: Pick<EventStore, 'readStream' | 'append'>;
};

export type ConnectionFailure = ConnectionRefusal | ConnectionBroken | AppendTooLarge | StreamFailure;

export type ConnectionChanged = {
  readonly connection: Connection;
  /** Where the stream of the connection ends. */
  readonly position: Position | undefined;
  /** The secret that came with this request. */
  readonly secret: string | undefined;
};

export type Change = TaskEither<ConnectionFailure, ConnectionChanged>;

const stateOf = (history: ReadonlyArray<RecordedEvent>): ConnectionState =>
  history.reduce(
    (state, { event }) => connectionAggregate.evolve(state, event as ConnectionEvent),
    connectionAggregate.initialState,
  );

const fingerprintsIn = ({ event }: RecordedEvent): ReadonlyArray<string> => {
  if (event.type === 'ConnectionCreated') return event.data.fingerprints;
  return event.type === 'ConnectionSecretRotated' ? [event.data.fingerprint] : [];
};

/** Keeps a new secret, and has the log decide. */
const decided =
  ({ connections, log }: ConnectionDeps) =>
  async (
    request: ConnectionRequest,
    command: ConnectionCommand,
    { secret }: Material,
  ): Promise<E.Either<ConnectionFailure, unknown>> => {
    const { source, name, at } = request;
    const kept = await connections.find(source, name);
    const read = log.readStream(connectionStream(source, name));
    let history = await read();
    if (E.isLeft(history) || saidBy(request, command.type, history.right).length > 0) return history;
    // One that is paused and untold is what a creation left behind that was cut off.
    const isBegun = command.type === 'CreateConnection' && kept?.paused === true;
    if (history.right.length === 0 && kept !== undefined && !isBegun) {
      const adopted = await adoptConnection(log)(request, kept)();
      if (E.isLeft(adopted)) return adopted;
      history = await read();
      if (E.isLeft(history)) return history;
    }
    const refused = connectionAggregate.decide(command, stateOf(history.right));
    if (E.isLeft(refused)) return refused;
    if (secret !== undefined)
      await connections.update(source, name, async (current) => prepared(request, current, secret, at));
    const handled = await handleCommand(log)(connectionAggregate)(command, contextOf(request, command.type))();
    if (E.isRight(handled)) return handled;
    return E.left(handled.left._tag === 'CommandRefused' ? handled.left.refusal : handled.left);
  };

const unlessBroken =
  (change: Change): Change =>
  () =>
    change().catch((error: unknown) => {
      if (isConnectionBroken(error)) return E.left(error);
      throw error;
    });

/**
 * Changes a connection, in three steps: a new secret is kept, sealed, though nobody has been told it; the log decides; what
 * is kept is made what the log says. Secrets cannot be had from the log, so it never speaks of one that is not kept yet;
 * all else can, so the log comes first.
 *
 * A request that was cut off can be made again. Before the log spoke, nothing has changed but a secret that nobody knows,
 * which ends within the hour; afterwards, what is kept follows the log with the next request, whichever it is. The
 * same `requestId` is then answered with the same secret; with another one a secret is rotated once more.
 */
export const changeConnection =
  (deps: ConnectionDeps) =>
  (request: ConnectionRequest, command: ConnectionCommand, material: Material = {}): Change =>
    unlessBroken(async () => {
      const { source, name, at } = request;
      const outcome = await decided(deps)(request, command, material);
      let history: E.Either<StreamFailure, ReadonlyArray<RecordedEvent>> = E.right([]);
      const connection = await deps.connections.update(source, name, async (kept) => {
        history = await deps.log.readStream(connectionStream(source, name))();
        if (E.isLeft(history) || history.right.length === 0) return undefined;
        return settled(request, kept, stateOf(history.right), material, at);
      });
      if (E.isLeft(outcome)) return outcome;
      if (E.isLeft(history)) return history;
      if (connection === undefined) return E.left({ _tag: 'ConnectionUnknown', source, connection: name });
      const said = new Set(saidBy(request, command.type, history.right).flatMap(fingerprintsIn));
      const secret = connection.secrets.find((each) => said.has(fingerprintOfSecret(request, each)));
      return E.right({ connection, position: history.right.at(-1)?.position, secret });
    });
