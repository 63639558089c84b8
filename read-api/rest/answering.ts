import type { FastifyReply } from 'fastify';
import * as E from 'fp-ts/lib/Either.js';
import type { Freshness } from '../answers/freshness.js';
import { sendProblem } from '../plugins/problem-details.js';
import type { Answer } from '../questions/ask.js';
import { type Table, tableAsked } from './tables.js';

/** Runs an answer and sends it, as a table where it has one and that is asked for, with how fresh it is in the headers, or the problem there is instead. */
export const sendAnswer = async <A extends { readonly freshness: Freshness }>(
  reply: FastifyReply,
  answer: Answer<A>,
  table?: Table<A>,
): Promise<FastifyReply> => {
  const answered = await answer();
  if (E.isLeft(answered)) return sendProblem(reply, answered.left);
  const { position, lagSeconds, lagEvents } = answered.right.freshness;
  if (position !== null) reply.header('treering-position', position);
  if (lagEvents !== null) reply.header('treering-lag-events', String(lagEvents));
  reply.header('treering-lag-seconds', String(lagSeconds));
  const written = table && tableAsked(table, answered.right, reply.request.headers.accept);
  return written === undefined ? reply.send(answered.right) : reply.type(written.type).send(written.body);
};
