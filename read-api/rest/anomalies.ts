import type { FastifyInstance } from 'fastify';
import * as t from 'io-ts';
import { AnomalyStatus } from '../../domain/anomaly/names.js';
import { AnomalyId } from '../../domain/ids.js';
import { CalendarDate } from '../../domain/primitives.js';
import { AccountOrBook, wholeBook } from '../../domain/whole-book.js';
import { ALL_ACCOUNTS } from '../answered-from.js';
import { AnomalyPage, ChangedAnomaly, FoundAnomaly } from '../answers/anomalies.js';
import type { ReadSide } from '../deps.js';
import { Explanation } from '../parameters/anomalies.js';
import { Cursor, Names, PageSize, Text } from '../parameters/common.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { changeAnomaly } from '../questions/change-anomaly.js';
import { findAnomaly } from '../questions/find-anomaly.js';
import { listAnomalies } from '../questions/list-anomalies.js';
import { readModelsOf } from '../questions/read-models.js';
import { sendAnswer } from './answering.js';
import { askerOf } from './asker.js';
import { sendUnkept } from './send-unkept.js';

const tags = ['anomalies'];
const Nothing = t.strict({});
const ById = t.strict({ id: AnomalyId });
const Narrowing = t.exact(
  t.partial({
    account_id: AccountOrBook,
    status: AnomalyStatus,
    metric: Names,
    from: CalendarDate,
    to: CalendarDate,
    limit: PageSize,
    cursor: Cursor,
  }),
);

/** The segment that is none: every account, and the whole book. */

const whose = (segment: string) => {
  if (segment === wholeBook) return { accountId: wholeBook } as const;
  return segment === ALL_ACCOUNTS ? {} : { segment };
};

const changing = (summary: string) => ({
  tags,
  summary,
  params: ById,
  querystring: Nothing,
  response: { 200: ChangedAnomaly },
});
const mayChange = { permission: 'change:anomalies' } as const;

export const anomalyRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();
  const change = changeAnomaly(readSide);

  app.get(
    '/trends/anomalies/:account_segment',
    {
      schema: {
        tags,
        summary: `What was found unusual in the accounts of a segment, in the whole book (${wholeBook}), or in ${ALL_ACCOUNTS} of these; the latest days first`,
        params: t.strict({ account_segment: Text }),
        querystring: Narrowing,
        response: { 200: AnomalyPage },
      },
      config: { permission: 'read:trends', readModels: readModelsOf.anomalies },
    },
    (request, reply) => {
      const { account_id: accountId, metric: metrics, ...rest } = request.query;
      return sendAnswer(
        reply,
        listAnomalies(readSide)({
          ...rest,
          ...whose(request.params.account_segment),
          ...(accountId === undefined ? {} : { accountId }),
          ...(metrics === undefined ? {} : { metrics }),
        }),
      );
    },
  );
  app.get(
    '/anomalies/:id',
    {
      schema: { tags, summary: 'One anomaly', params: ById, querystring: Nothing, response: { 200: FoundAnomaly } },
      config: { permission: 'read:trends', readModels: readModelsOf.anomaly },
    },
    (request, reply) => sendAnswer(reply, findAnomaly(readSide)(request.params.id)),
  );
  app.post(
    '/anomalies/:id/acknowledge',
    { schema: { ...changing('Somebody looks into it'), body: Nothing }, config: mayChange },
    (request, reply) => sendUnkept(reply, change.acknowledge(request.params.id, askerOf(request))),
  );
  app.post(
    '/anomalies/:id/explain',
    {
      schema: { ...changing('Say why it came, naming no person'), body: t.strict({ explanation: Explanation }) },
      config: mayChange,
    },
    (request, reply) =>
      sendUnkept(reply, change.explain(request.params.id, request.body.explanation, askerOf(request))),
  );
  app.post(
    '/anomalies/:id/resolve',
    { schema: { ...changing('It is done with'), body: Nothing }, config: mayChange },
    (request, reply) => sendUnkept(reply, change.resolve(request.params.id, askerOf(request))),
  );
  app.post(
    '/anomalies/:id/reopen',
    { schema: { ...changing('It is not done with after all'), body: Nothing }, config: mayChange },
    (request, reply) => sendUnkept(reply, change.reopen(request.params.id, askerOf(request))),
  );
};
