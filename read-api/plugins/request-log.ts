import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyServerOptions, RawServerDefault } from 'fastify';
import fp from 'fastify-plugin';

/** The caller's own id where it is one we would make ourselves; never free text. */
const idIn = (header: string | ReadonlyArray<string> | undefined): string =>
  typeof header === 'string' && /^[\w-]{8,64}$/.test(header) ? header : randomUUID();

export const requestIds: Pick<FastifyServerOptions<RawServerDefault>, 'genReqId'> = {
  genReqId: (request) => idIn(request.headers['request-id']),
};

/** One line an answer, by route: addresses and queries are left out, for they may hold names. */
export const requestLog = fp(
  async (app: FastifyInstance) => {
    app.addHook('onRequest', async (request, reply) => {
      reply.header('request-id', request.id);
    });
    app.addHook('onResponse', async (request, reply) => {
      const { method, routeOptions, principal } = request;
      const status = reply.statusCode;
      const ms = Math.round(reply.elapsedTime);
      request.log.info({ method, route: routeOptions.url ?? 'none', status, ms, role: principal?.role }, 'answered');
    });
  },
  { name: 'request-log' },
);
