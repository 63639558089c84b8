import type { FastifyInstance } from 'fastify';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { Receipt } from '../answers/receipt.js';
import type { ReadSide } from '../deps.js';
import type { Limits } from '../limits.js';
import { Flag, parameter } from '../parameters/common.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { sendProblem } from '../plugins/problem-details.js';
import { findReceipt } from '../questions/find-receipt.js';

const ReceiptId = parameter(
  'ReceiptId',
  'must be the id of a receipt, as /ingest answers it',
  { type: 'string', format: 'uuid' },
  (value) =>
    typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)
      ? value.toLowerCase()
      : undefined,
);

type Options = { readonly readSide: ReadSide; readonly limits: Limits };

export const receiptRoutes = async (instance: FastifyInstance, { readSide, limits }: Options): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();
  const { find, close } = findReceipt(readSide, limits);
  app.addHook('preClose', async () => close());

  app.get(
    '/receipts/:id',
    {
      schema: {
        tags: ['receipts'],
        summary:
          'What became of a delivery, and from which position on answers hold it; with wait, once it was processed',
        params: t.strict({ id: ReceiptId }),
        querystring: t.exact(t.partial({ wait: Flag })),
        response: { 200: Receipt },
      },
      config: { permission: 'read:receipts' },
    },
    async (request, reply) => {
      const found = await find(request.params.id, { wait: request.query.wait ?? false })();
      if (E.isLeft(found)) return sendProblem(reply, found.left);
      return reply.header('cache-control', 'private, no-store').send(found.right);
    },
  );
};
