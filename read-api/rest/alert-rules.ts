import type { FastifyInstance } from 'fastify';
import * as t from 'io-ts';
import { AlertRuleId } from '../../domain/ids.js';
import { ChannelName } from '../../domain/notice-plan.js';
import {
  AlertChannelList,
  AlertRuleList,
  ChangedAlertRule,
  SavedAlertChannel,
  TriedAlertRule,
} from '../answers/alerts.js';
import type { ReadSide } from '../deps.js';
import { TargetInput } from '../parameters/alert-channels.js';
import { AlertRuleInput } from '../parameters/alert-rules.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { changeAlertChannels } from '../questions/alert-channels.js';
import { queried } from '../questions/ask.js';
import { changeAlertRules } from '../questions/change-alert-rules.js';
import { readModelsOf } from '../questions/read-models.js';
import { tryAlertRule } from '../questions/try-alert-rule.js';
import { sendAnswer } from './answering.js';
import { askerOf } from './asker.js';
import { sendUnkept } from './send-unkept.js';

const tags = ['alerts'];
const Nothing = t.strict({});
const ById = t.strict({ id: AlertRuleId });

const changing = <B extends t.Mixed>(summary: string, body: B) => ({
  schema: { tags, summary, params: ById, querystring: Nothing, body, response: { 200: ChangedAlertRule } },
  config: { permission: 'change:alert-rules' } as const,
});

export const alertRuleRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();
  const change = changeAlertRules(readSide);
  const channels = changeAlertChannels(readSide);

  app.get(
    '/alert-rules',
    {
      schema: { tags, summary: 'What alerts are made of', querystring: Nothing, response: { 200: AlertRuleList } },
      config: { permission: 'read:trends', readModels: readModelsOf.alertRules },
    },
    (_request, reply) => sendAnswer(reply, queried(readSide.alerts.rules)),
  );
  app.put(
    '/alert-rules/:id',
    changing('Save a rule, new or instead of the one of this id', AlertRuleInput),
    (request, reply) => sendUnkept(reply, change.save(request.params.id, request.body, askerOf(request))),
  );
  app.post(
    '/alert-rules/try',
    {
      schema: {
        ...{ tags, summary: 'What a rule would have alerted in the last 30 days; nothing is saved' },
        ...{ querystring: Nothing, body: AlertRuleInput, response: { 200: TriedAlertRule } },
      },
      config: { permission: 'change:alert-rules', readModels: readModelsOf.triedAlertRule },
    },
    (request, reply) => sendUnkept(reply, tryAlertRule(readSide)(request.body)),
  );
  app.post('/alert-rules/:id/pause', changing('Open no alerts for now', Nothing), (request, reply) =>
    sendUnkept(reply, change.pause(request.params.id, askerOf(request))),
  );
  app.post('/alert-rules/:id/resume', changing('Open alerts again', Nothing), (request, reply) =>
    sendUnkept(reply, change.resume(request.params.id, askerOf(request))),
  );
  app.get(
    '/alert-channels',
    {
      schema: { tags, summary: 'The ways to tell people', querystring: Nothing, response: { 200: AlertChannelList } },
      config: { permission: 'read:trends' },
    },
    (_request, reply) => sendUnkept(reply, channels.list()),
  );
  app.put(
    '/alert-channels/:name',
    {
      schema: {
        tags,
        summary:
          'A way to tell people, new or instead of the one of this name; the secret of a webhook is answered this once',
        params: t.strict({ name: ChannelName }),
        querystring: Nothing,
        body: TargetInput,
        response: { 200: SavedAlertChannel },
      },
      config: { permission: 'admin:alert-channels' },
    },
    ({ params, body }, reply) => sendUnkept(reply, channels.save(params.name, body)),
  );
};
