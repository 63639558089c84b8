import type { FastifyInstance } from 'fastify';
import { Cohorts, RollingRetention } from '../answers/retention.js';
import type { ReadSide } from '../deps.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { AskCohorts, cohorts } from '../questions/cohorts.js';
import { readModelsOf } from '../questions/read-models.js';
import { AskRetention, retention } from '../questions/retention.js';
import { sendAnswer } from './answering.js';
import { tableTypes } from './tables.js';
import { cohortTable, retentionTable } from './trend-tables.js';

const tags = ['trends'];

export const retentionRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();

  app.get(
    '/trends/cohorts',
    {
      schema: {
        tags,
        produces: tableTypes,
        summary: 'Accounts by when they became customers, and what they still pay at each age',
        querystring: AskCohorts,
        response: { 200: Cohorts },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.cohorts },
    },
    (request, reply) => sendAnswer(reply, cohorts(readSide)(request.query), cohortTable),
  );

  app.get(
    '/trends/retention',
    {
      schema: {
        tags,
        produces: tableTypes,
        summary: 'What became of those who were customers a year before a day, or as many months as asked for',
        querystring: AskRetention,
        response: { 200: RollingRetention },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.retention },
    },
    (request, reply) => sendAnswer(reply, retention(readSide)(request.query), retentionTable),
  );
};
