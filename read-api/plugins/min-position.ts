import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import * as E from 'fp-ts/lib/Either.js';
import type { Position } from '../../application/position.js';
import { decodeError } from '../../domain/errors.js';
import { type AnsweredFrom, readModelsFor } from '../answered-from.js';
import { MinPositionHeader } from '../parameters/min-position.js';
import type { AwaitPosition } from '../reached-positions.js';
import { sendProblem } from './problem-details.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route answers from. */
    readModels?: AnsweredFrom;
  }
  interface FastifyRequest {
    minPosition: Position | null;
  }
}

type Options = { readonly awaitPosition: AwaitPosition };

/** A request with `Min-Position` waits, for a while, until the read models of its route stand there. */
export const minPosition = fp(
  async (app: FastifyInstance, { awaitPosition }: Options) => {
    app.decorateRequest('minPosition', null);
    app.addHook('preHandler', async (request, reply) => {
      const decoded = MinPositionHeader.decode(request.headers);
      if (E.isLeft(decoded)) return sendProblem(reply, decodeError('headers', decoded.left));
      const { 'min-position': position } = decoded.right;
      if (position === undefined) return;
      request.minPosition = position;
      const { readModels } = request.routeOptions.config;
      if (readModels === undefined) return;
      const asked = Object.assign({}, request.params, request.query);
      const reached = await awaitPosition(readModelsFor(readModels, asked), position)();
      if (E.isLeft(reached)) return sendProblem(reply, reached.left);
      return;
    });
  },
  { name: 'min-position', dependencies: ['problem-details'] },
);
