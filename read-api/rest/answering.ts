import type { FastifyReply } from 'fastify';
import * as E from 'fp-ts/lib/Either.js';
import type { Freshness } from '../answers/freshness.js';
import { sendProblem } from '../plugins/problem-details.js';
import type { Answer } from '../questions/ask.js';
import { asksForCsv, CSV_TYPE, type CsvTable, csvOf } from './csv.js';

/** Runs an answer and sends it, as a table where it has one and CSV is asked for, with how fresh it is in the headers, or the problem there is instead. */
export const sendAnswer = async <A extends { readonly freshness: Freshness }>(
  reply: FastifyReply,
  answer: Answer<A>,
  table?: CsvTable<A>,
): Promise<FastifyReply> => {
  const answered = await answer();
  if (E.isLeft(answered)) return sendProblem(reply, answered.left);
  const { position, lagSeconds, lagEvents } = answered.right.freshness;
  if (position !== null) reply.header('treering-position', position);
  if (lagEvents !== null) reply.header('treering-lag-events', String(lagEvents));
  reply.header('treering-lag-seconds', String(lagSeconds));
  return table !== undefined && asksForCsv(reply.request.headers.accept)
    ? reply.type(`${CSV_TYPE}; charset=utf-8; header=present`).send(csvOf(table, answered.right))
    : reply.send(answered.right);
};
