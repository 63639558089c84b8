import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { Position } from '../../application/position.js';
import { decodeError } from '../../domain/errors.js';
import { type AnsweredFrom, readModelsFor } from '../answered-from.js';
import { MinPositionArgument } from '../parameters/min-position.js';
import type { Permission } from '../permissions.js';
import { allowed, type Principal } from '../principal.js';
import type { Answer } from '../questions/ask.js';
import type { AwaitPosition } from '../reached-positions.js';
import { graphqlErrorOf } from './graphql-errors.js';

declare module 'mercurius' {
  interface MercuriusContext {
    principal: Principal | undefined;
    socket: OpenSocket | undefined;
    awaitPosition: AwaitPosition;
    minPosition: Position | undefined;
  }
}

/** How many subscriptions a socket holds now. */
type OpenSocket = { subscriptions: number };

/** What every resolver is given beside its arguments; the socket, if it came through one. */
export type Context = {
  readonly principal: Principal | undefined;
  readonly socket: OpenSocket | undefined;
  readonly awaitPosition: AwaitPosition;
  /** What every question waits for that names no position of its own. */
  readonly minPosition: Position | undefined;
};

export type Arguments = Readonly<Record<string, unknown>>;

const withoutNulls = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).flatMap(([k, v]) => (v === null ? [] : [[k, withoutNulls(v)]])))
    : value;

const settled = async <A>(answer: Answer<A>): Promise<A> => {
  const answered = await answer();
  if (E.isLeft(answered)) throw graphqlErrorOf(answered.left);
  return answered.right;
};

/** Who asks, if they may; throws the problem there is otherwise. */
export const permitted = ({ principal }: Context, permission: Permission): Principal => {
  const decided = allowed(principal, permission);
  if (E.isLeft(decided)) throw graphqlErrorOf(decided.left);
  return decided.right;
};

/** The arguments as the codec reads them, an explicit null being the same as nothing. */
export const decoded = <A>(codec: t.Type<A, unknown, unknown>, args: Arguments): A => {
  const read = codec.decode(withoutNulls(args));
  if (E.isLeft(read)) throw graphqlErrorOf(decodeError('arguments', read.left));
  return read.right;
};

/** A field that answers a question: who asks may, what they ask is read, its read models stand where they ask, what there is to say is said. */
export const asking =
  <P, Q, A>(
    permission: Permission,
    readModels: AnsweredFrom,
    codec: t.Type<Q, unknown, unknown>,
    ask: (question: Q, parent: P, principal: Principal) => Answer<A>,
  ) =>
  async (parent: P, args: Arguments, context: Context): Promise<A> => {
    const principal = permitted(context, permission);
    const question = decoded(codec, args);
    const { minPosition = context.minPosition } = decoded(MinPositionArgument, args);
    if (minPosition !== undefined)
      await settled(context.awaitPosition(readModelsFor(readModels, Object.assign({}, question)), minPosition));
    return settled(ask(question, parent, principal));
  };
