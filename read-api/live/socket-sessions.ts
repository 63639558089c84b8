import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import type { RawData, WebSocket } from 'ws';
import type { Principal } from '../principal.js';

/** Close codes of the graphql-transport-ws protocol. */
const CloseCode = { badRequest: 4400, unauthorized: 4401, forbidden: 4403, initialisationTimeout: 4408 };

const MAX_TIMER_MS = 2 ** 31 - 1;

const ConnectionInit = t.type({
  type: t.literal('connection_init'),
  payload: t.partial({ Authorization: t.string, authorization: t.string }),
});
declare module 'fastify' {
  interface FastifyInstance {
    principalOfSocket: (socket: WebSocket) => Principal | undefined;
  }
}

type Options = { readonly initTimeoutMs: number; readonly maxMessageBytes: number };

const parsed = (raw: RawData): unknown => {
  try {
    return JSON.parse(String(raw));
  } catch {
    return undefined;
  }
};

/** Closes the socket when its token ends. Timers are shorter than tokens may be, so it looks again. */
const closeAtExpiry = (socket: WebSocket, expiresAt: number): void => {
  const left = expiresAt - Date.now();
  if (left <= 0) {
    socket.close(CloseCode.forbidden, 'Token expired');
    return;
  }
  const timer = setTimeout(() => closeAtExpiry(socket, expiresAt), Math.min(left, MAX_TIMER_MS));
  socket.once('close', () => clearTimeout(timer));
};

type Refusal = { readonly code: number; readonly reason: string };

const admit = (app: FastifyInstance, message: unknown): E.Either<Refusal, Principal> => {
  if (typeof message !== 'object' || message === null || !('type' in message))
    return E.left({ code: CloseCode.badRequest, reason: 'Invalid message' });
  if (message.type !== 'connection_init') return E.left({ code: CloseCode.unauthorized, reason: 'Unauthorized' });
  const init = ConnectionInit.decode(message);
  const said = E.isRight(init) ? init.right.payload : {};
  return pipe(
    app.authenticate(said.Authorization ?? said.authorization),
    E.mapLeft(() => ({ code: CloseCode.forbidden, reason: 'Forbidden' })),
  );
};

/**
 * Sockets, and who is at the other end. The first message must be a `connection_init` with an `Authorization` that
 * holds a token; this is seen to before mercurius sees the message, because its own hook cannot say which socket it is
 * asked about, and so could neither close it with the protocol's code nor close it when the token ends.
 */
export const socketSessions = fp(
  async (app: FastifyInstance, { initTimeoutMs, maxMessageBytes }: Options) => {
    const principals = new WeakMap<WebSocket, Principal>();

    await app.register(websocket, { options: { maxPayload: maxMessageBytes } });
    app.websocketServer.on('connection', (socket) => {
      const timeout = setTimeout(() => {
        socket.close(CloseCode.initialisationTimeout, 'Connection initialisation timeout');
      }, initTimeoutMs);
      socket.once('close', () => clearTimeout(timeout));
      socket.once('message', (raw) => {
        clearTimeout(timeout);
        const admitted = admit(app, parsed(raw));
        if (E.isLeft(admitted)) {
          socket.close(admitted.left.code, admitted.left.reason);
          return;
        }
        principals.set(socket, admitted.right);
        closeAtExpiry(socket, admitted.right.expiresAt);
      });
    });
    app.decorate('principalOfSocket', (socket) => principals.get(socket));
  },
  { name: 'socket-sessions', dependencies: ['authentication'] },
);
