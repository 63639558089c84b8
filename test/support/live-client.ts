import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { tokenOf } from './given-api.js';

export const socketUrlOf = async (app: FastifyInstance): Promise<string> => {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return `ws://127.0.0.1:${(app.server.address() as AddressInfo).port}/graphql`;
};

/** A graphql-ws client as an analyst unless said otherwise, that gives up at once. */
export const liveClient = (
  url: string,
  connectionParams: object = { Authorization: `Bearer ${tokenOf('analyst')}` },
): Client =>
  createClient({
    url,
    webSocketImpl: WebSocket,
    connectionParams: { ...connectionParams },
    retryAttempts: 0,
    lazy: true,
  });

type Messages = AsyncIterableIterator<{ readonly data?: unknown; readonly errors?: unknown }>;

export const follow = (client: Client, query: string): Messages => client.iterate({ query });

export const next = async (messages: Messages): Promise<unknown> => (await messages.next()).value?.data;

/** Opens a socket, says this first, and resolves with the code it was closed with. */
export const closeCodeAfter = (url: string, ...said: ReadonlyArray<string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    socket.on('open', () => {
      for (const message of said) socket.send(message);
    });
    socket.on('close', resolve);
    socket.on('error', reject);
  });
