import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { comparePositions, type Position, positionFromText } from '../../application/position.js';
import type { ReadModelName, ReadSide } from '../deps.js';
import { sendProblem } from './problem-details.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    readModel?: ReadModelName;
  }
}

type Options = Pick<ReadSide, 'freshnessOf'> & { readonly waitMs: number };

const POLL_MS = 20;

const hasReached = async (freshnessOf: ReadSide['freshnessOf'], readModel: ReadModelName, wanted: Position) => {
  const { position } = await freshnessOf(readModel);
  const reached = positionFromText(position ?? '');
  return reached !== undefined && comparePositions(reached, wanted) >= 0;
};

/** Read your own writes: a request with `Min-Position` waits, for a while, until its read model stands there. */
export const minPosition = fp(
  async (app: FastifyInstance, { freshnessOf, waitMs }: Options) => {
    app.addHook('preHandler', async (request, reply) => {
      const header = request.headers['min-position'];
      const { readModel } = request.routeOptions.config;
      if (header === undefined || readModel === undefined) return;
      const wanted = typeof header === 'string' ? positionFromText(header) : undefined;
      if (wanted === undefined) {
        const violations = [{ pointer: '/min-position', message: 'must be a position, such as 184467' }];
        return sendProblem(reply, { _tag: 'DecodeError', source: 'headers', violations });
      }
      for (let waited = 0; !(await hasReached(freshnessOf, readModel, wanted)); waited += POLL_MS) {
        if (waited >= waitMs)
          return sendProblem(reply, { _tag: 'PositionNotReached', readModel, position: String(header) });
        await sleep(POLL_MS);
      }
      return;
    });
  },
  { name: 'min-position', dependencies: ['problem-details'] },
);
