import type { FastifyInstance } from 'fastify';
import * as t from 'io-ts';
import { HealthBands } from '../answers/health.js';
import type { ReadSide } from '../deps.js';
import { healthBands } from '../questions/health-bands.js';
import { readModelsOf } from '../questions/read-models.js';
import { sendAnswer } from './answering.js';

export const healthRoutes = async (app: FastifyInstance, readSide: ReadSide): Promise<void> => {
  app.get(
    '/health/bands',
    {
      schema: {
        tags: ['health'],
        summary: 'How many accounts are in each band now',
        querystring: t.strict({}),
        response: { 200: HealthBands },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.healthBands },
    },
    (_request, reply) => sendAnswer(reply, healthBands(readSide)),
  );
};
