import type { FastifyInstance } from 'fastify';
import * as t from 'io-ts';
import { AccountId } from '../../domain/ids.js';
import { CalendarDate } from '../../domain/primitives.js';
import {
  ChangedPrediction,
  ChurnRiskPage,
  FoundChurn,
  FoundExpansion,
  FoundTrajectory,
  OpportunityPage,
} from '../answers/predictions.js';
import type { ReadSide } from '../deps.js';
import { AsOf, KnownAt } from '../parameters/clocks.js';
import { Cursor, PageSize } from '../parameters/common.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { findPrediction } from '../questions/find-prediction.js';
import { listPredictions, PredictionOrder, predictionFilter } from '../questions/list-predictions.js';
import { readModelsOf } from '../questions/read-models.js';
import { refreshPrediction } from '../questions/refresh-prediction.js';
import { sendAnswer } from './answering.js';
import { askerOf } from './asker.js';
import { sendUnkept } from './send-unkept.js';

const tags = ['predictions'];
const ByAccount = t.strict({ account_id: AccountId });
const clocks = { as_of: AsOf, known_at: KnownAt };
const Clocks = t.exact(t.partial(clocks));
const WithHistory = t.exact(t.partial({ ...clocks, from: CalendarDate, to: CalendarDate }));
const Listing = t.exact(t.partial({ ...predictionFilter, order: PredictionOrder, limit: PageSize, cursor: Cursor }));

const listing = <C extends t.Mixed>(summary: string, page: C) => ({
  schema: { tags, summary, querystring: Listing, response: { 200: page } },
  config: { permission: 'read:trends', readModels: readModelsOf.predictions } as const,
});

const finding = <Q extends t.Mixed, C extends t.Mixed>(summary: string, querystring: Q, answer: C) => ({
  schema: { tags, summary, params: ByAccount, querystring, response: { 200: answer } },
  config: { permission: 'read:trends', readModels: readModelsOf.prediction } as const,
});

const asked = <A extends t.TypeOf<typeof Clocks>>({ as_of: asOf, known_at: knownAt, ...rest }: A) => ({
  ...rest,
  ...(asOf && { asOf }),
  ...(knownAt && { knownAt }),
});

export const predictionRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();
  const list = listPredictions(readSide);
  const find = findPrediction(readSide);

  app.get(
    '/predictions/churn-risk',
    listing('Accounts by the chance to lose them within a horizon, or by what would be lost', ChurnRiskPage),
    ({ query }, reply) => sendAnswer(reply, list.churnRisks(query)),
  );
  app.get(
    '/predictions/churn-risk/:account_id',
    finding('The chance to lose an account, why, who was like it, and what was said before', WithHistory, FoundChurn),
    ({ params, query }, reply) => sendAnswer(reply, find.churn(params.account_id, asked(query))),
  );
  app.get(
    '/predictions/expansion-opportunities',
    listing(
      'Accounts by the revenue to be expected of an expansion within a horizon, or by its chance',
      OpportunityPage,
    ),
    ({ query }, reply) => sendAnswer(reply, list.opportunities(query)),
  );
  app.get(
    '/predictions/expansion-opportunities/:account_id',
    finding('The chance and size of an expansion of an account, and why', WithHistory, FoundExpansion),
    ({ params, query }, reply) => sendAnswer(reply, find.expansion(params.account_id, asked(query))),
  );
  app.get(
    '/predictions/health-trajectory/:account_id',
    finding(
      'Where the health of an account goes, when acting changes most, and what helped before',
      Clocks,
      FoundTrajectory,
    ),
    ({ params, query }, reply) => sendAnswer(reply, find.trajectory(params.account_id, asked(query))),
  );
  app.post(
    '/predictions/:account_id/refresh',
    {
      schema: {
        tags,
        summary: 'Say anew what is to be expected of an account, from what is known of it now',
        params: ByAccount,
        querystring: t.strict({}),
        response: { 200: ChangedPrediction },
      },
      config: { permission: 'refresh:predictions', readModels: readModelsOf.accountFeatures },
    },
    (request, reply) => sendUnkept(reply, refreshPrediction(readSide)(request.params.account_id, askerOf(request))),
  );
};
