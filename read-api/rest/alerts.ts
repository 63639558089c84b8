import type { FastifyInstance } from 'fastify';
import * as t from 'io-ts';
import { AlertStatus } from '../../domain/alert/names.js';
import { AccountId, AlertId, AlertRuleId } from '../../domain/ids.js';
import { AlertPage, ChangedAlert, FoundAlert } from '../answers/alerts.js';
import type { ReadSide } from '../deps.js';
import { Cursor, PageSize } from '../parameters/common.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { changeAlert } from '../questions/change-alert.js';
import { findAlert } from '../questions/find-alert.js';
import { listAlerts } from '../questions/list-alerts.js';
import { readModelsOf } from '../questions/read-models.js';
import { alertRuleRoutes } from './alert-rules.js';
import { sendAnswer } from './answering.js';
import { askerOf } from './asker.js';
import { sendUnkept } from './send-unkept.js';

const tags = ['alerts'];
const Nothing = t.strict({});
const ById = t.strict({ id: AlertId });
const Narrowing = t.exact(
  t.partial({ account_id: AccountId, rule_id: AlertRuleId, status: AlertStatus, limit: PageSize, cursor: Cursor }),
);

const changing = (summary: string) => ({
  schema: { tags, summary, params: ById, querystring: Nothing, body: Nothing, response: { 200: ChangedAlert } },
  config: { permission: 'change:alerts' } as const,
});

export const alertRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();
  const change = changeAlert(readSide);
  await app.register(alertRuleRoutes, readSide);

  app.get(
    '/alerts',
    {
      schema: {
        tags,
        summary: 'Alerts, the latest first, with what became of telling people',
        querystring: Narrowing,
        response: { 200: AlertPage },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.alerts },
    },
    ({ query: { account_id: accountId, rule_id: ruleId, ...rest } }, reply) =>
      sendAnswer(reply, listAlerts(readSide)({ ...rest, accountId, ruleId })),
  );
  app.get(
    '/alerts/:id',
    {
      schema: { tags, summary: 'One alert', params: ById, querystring: Nothing, response: { 200: FoundAlert } },
      config: { permission: 'read:trends', readModels: readModelsOf.alert },
    },
    ({ params }, reply) => sendAnswer(reply, findAlert(readSide)(params.id)),
  );
  app.post('/alerts/:id/acknowledge', changing('Somebody looks into it: it is not escalated'), (request, reply) =>
    sendUnkept(reply, change.acknowledge(request.params.id, askerOf(request))),
  );
  app.post(
    '/alerts/:id/resolve',
    changing('It is done with; the rule alerts again once what it is about has ended'),
    (request, reply) => sendUnkept(reply, change.resolve(request.params.id, askerOf(request))),
  );
};
