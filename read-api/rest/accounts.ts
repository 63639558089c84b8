import type { FastifyInstance } from 'fastify';
import * as t from 'io-ts';
import { AccountId } from '../../domain/ids.js';
import { Account, AccountPage } from '../answers/accounts.js';
import { HistoryPage } from '../answers/history.js';
import type { ReadSide } from '../deps.js';
import { AccountOrder, filterFields } from '../parameters/account-filter.js';
import { Cursor, PageSize } from '../parameters/common.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { AskHistory, accountHistory } from '../questions/account-history.js';
import { findAccount } from '../questions/find-account.js';
import { listAccounts } from '../questions/list-accounts.js';
import { readModelsOf } from '../questions/read-models.js';
import { sendAnswer } from './answering.js';

const ById = t.strict({ id: AccountId });
const Listing = t.exact(t.partial({ ...filterFields, order: AccountOrder, limit: PageSize, cursor: Cursor }));
const tags = ['accounts'];

export const accountRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();

  app.get(
    '/accounts',
    {
      schema: {
        tags,
        summary: 'Accounts, filtered and in order',
        querystring: Listing,
        response: { 200: AccountPage },
      },
      config: { permission: 'read:accounts', readModels: readModelsOf.accounts },
    },
    (request, reply) => {
      const { order, limit, cursor, ...filter } = request.query;
      const page = { ...(order && { order }), ...(limit && { limit }), ...(cursor && { cursor }) };
      return sendAnswer(reply, listAccounts(readSide)({ filter, ...page }));
    },
  );

  app.get(
    '/accounts/:id',
    {
      schema: {
        tags,
        summary: 'One account; for a merged one, the account it became',
        params: ById,
        response: { 200: Account },
      },
      config: { permission: 'read:accounts', readModels: readModelsOf.account },
    },
    (request, reply) => sendAnswer(reply, findAccount(readSide)(request.params.id)),
  );

  app.get(
    '/accounts/:id/history',
    {
      schema: {
        tags,
        summary: 'The facts about an account in log order, as of a business time, as the log knew them',
        params: ById,
        querystring: AskHistory,
        response: { 200: HistoryPage },
      },
      config: { permission: 'read:history', readModels: readModelsOf.history },
    },
    (request, reply) => {
      const role = request.principal?.role ?? 'auditor';
      return sendAnswer(reply, accountHistory(readSide)(request.params.id, request.query, role));
    },
  );
};
