import type { FastifyInstance } from 'fastify';
import * as t from 'io-ts';
import { ModelName, ModelVersion } from '../../domain/prediction-model/names.js';
import { ChangedModel, ModelHistory, ModelList } from '../answers/models.js';
import type { ReadSide } from '../deps.js';
import { Explanation } from '../parameters/anomalies.js';
import { AsOf, KnownAt } from '../parameters/clocks.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { changeModel } from '../questions/change-model.js';
import { listModels, modelHistory } from '../questions/model-history.js';
import { readModelsOf } from '../questions/read-models.js';
import { sendAnswer } from './answering.js';
import { askerOf } from './asker.js';
import { sendUnkept } from './send-unkept.js';

const tags = ['models'];
const Nothing = t.strict({});
const ByName = t.strict({ name: ModelName });
const OneVersion = t.strict({ version: ModelVersion });
const RollBack = t.intersection([t.strict({ reason: Explanation }), t.exact(t.partial({ to: ModelVersion }))]);

const changing = <B extends t.Mixed>(summary: string, body: B) => ({
  schema: { tags, summary, params: ByName, querystring: Nothing, body, response: { 200: ChangedModel } },
  config: { permission: 'admin:models' } as const,
});

export const modelRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();
  const change = changeModel(readSide);

  app.get(
    '/models',
    {
      schema: {
        tags,
        summary: 'The models that predict, how each of their versions did, and whose predictions are shown',
        querystring: Nothing,
        response: { 200: ModelList },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.models },
    },
    (_request, reply) => sendAnswer(reply, listModels(readSide)),
  );
  app.get(
    '/models/:name/history',
    {
      schema: {
        tags,
        summary: 'Every version of a model, and whose predictions were shown at an instant, as the log knew it',
        params: ByName,
        querystring: t.exact(t.partial({ at: AsOf, known_at: KnownAt })),
        response: { 200: ModelHistory },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.models },
    },
    ({ params, query: { at, known_at: knownAt } }, reply) =>
      sendAnswer(reply, modelHistory(readSide)(params.name, { ...(at && { at }), ...(knownAt && { knownAt }) })),
  );
  app.post(
    '/models/:name/promote',
    changing('Show the predictions of another version from now on, if it keeps the rule', OneVersion),
    (request, reply) => sendUnkept(reply, change.promote(request.params.name, request.body.version, askerOf(request))),
  );
  app.post(
    '/models/:name/roll-back',
    changing('Go back to a version that was in use before: the last one, if none is named', RollBack),
    (request, reply) => {
      const { to, reason } = request.body;
      return sendUnkept(reply, change.rollBack(request.params.name, to, reason, askerOf(request)));
    },
  );
  app.post('/models/:name/retire', changing('Never use a version again', OneVersion), (request, reply) =>
    sendUnkept(reply, change.retire(request.params.name, request.body.version, askerOf(request))),
  );
};
