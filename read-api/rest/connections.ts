import type { FastifyInstance } from 'fastify';
import * as t from 'io-ts';
import { Source } from '../../application/ports/connections.js';
import { ConnectionName } from '../../domain/connection/name.js';
import { Connection, ConnectionList, Quarantine } from '../answers/connections.js';
import type { ReadSide } from '../deps.js';
import { PageSize } from '../parameters/common.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { findConnection } from '../questions/find-connection.js';
import { listConnections } from '../questions/list-connections.js';
import { quarantine } from '../questions/quarantine.js';
import { connectionChangeRoutes } from './connection-changes.js';
import { sendUnkept } from './send-unkept.js';

const mayRead = { permission: 'read:connections' } as const;

export const connectionRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();
  await app.register(connectionChangeRoutes, readSide);

  app.get(
    '/connections',
    {
      schema: {
        tags: ['connections'],
        summary: 'The connections to sources: where each vendor posts to, and how it is set',
        querystring: t.strict({}),
        response: { 200: ConnectionList },
      },
      config: mayRead,
    },
    (_request, reply) => sendUnkept(reply, listConnections(readSide)()),
  );
  app.get(
    '/connections/:source/:name',
    {
      schema: {
        tags: ['connections'],
        summary: 'A connection',
        params: t.strict({ source: Source, name: ConnectionName }),
        querystring: t.strict({}),
        response: { 200: Connection },
      },
      config: mayRead,
    },
    ({ params }, reply) => sendUnkept(reply, findConnection(readSide)(params)),
  );
  app.get(
    '/connections/:source/:name/quarantine',
    {
      schema: {
        tags: ['connections'],
        summary: 'What could not be processed of its deliveries, and why, the latest first; not the bytes themselves',
        params: t.strict({ source: Source, name: ConnectionName }),
        querystring: t.exact(t.partial({ limit: PageSize })),
        response: { 200: Quarantine },
      },
      config: mayRead,
    },
    ({ params, query }, reply) => sendUnkept(reply, quarantine(readSide)(params, query.limit)),
  );
};
