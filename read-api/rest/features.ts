import type { FastifyInstance } from 'fastify';
import * as t from 'io-ts';
import { AccountId } from '../../domain/ids.js';
import { AccountFeatures, FeatureList } from '../answers/features.js';
import type { ReadSide } from '../deps.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { AskAccountFeatures, accountFeatures } from '../questions/account-features.js';
import { listFeatures } from '../questions/list-features.js';
import { readModelsOf } from '../questions/read-models.js';
import { sendAnswer } from './answering.js';

const tags = ['features'];

/** What predictions are told from. */
export const featureRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();
  app.get(
    '/features',
    {
      schema: {
        tags,
        summary:
          'The features that are declared, in every version that is kept, with how each spreads over the accounts',
        querystring: t.strict({}),
        response: { 200: FeatureList },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.features },
    },
    (_request, reply) => sendAnswer(reply, listFeatures(readSide)),
  );
  app.get(
    '/features/:account_id',
    {
      schema: {
        tags,
        summary:
          'The features of an account today, or at the end of a day, from what the log held then or at the end of another',
        params: t.strict({ account_id: AccountId }),
        querystring: AskAccountFeatures,
        response: { 200: AccountFeatures },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.accountFeatures },
    },
    ({ params, query }, reply) => sendAnswer(reply, accountFeatures(readSide)(params.account_id, query)),
  );
};
