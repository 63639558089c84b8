import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { sendProblem } from './problem-details.js';

const OURS = /^\/(api|admin|graphql|ingest|docs|problems|health|metrics|openapi\.json|assets)(\/|\?|$)/;

/** A page of the browser application, whose addresses only it knows. */
const isPage = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && !OURS.test(url) && (headers.accept ?? '').includes('text/html');

/** Serves the built dashboard at `/`, where there is one, and answers every other unknown address with a problem. */
export const dashboard = fp(
  async (app: FastifyInstance, { folder }: { readonly folder?: string }) => {
    if (folder !== undefined)
      await app.register(fastifyStatic, { root: folder, wildcard: false, index: ['index.html'] });
    app.setNotFoundHandler((request, reply) => {
      if (folder !== undefined && isPage(request)) return reply.sendFile('index.html', folder);
      return sendProblem(reply, { _tag: 'RouteNotFound' });
    });
  },
  { name: 'dashboard', dependencies: ['problem-details'] },
);
