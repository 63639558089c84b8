import type { FastifyReply } from 'fastify';
import * as E from 'fp-ts/lib/Either.js';
import { sendProblem } from '../plugins/problem-details.js';
import type { Answer } from '../questions/ask.js';

/** Runs an answer and sends it, for nobody to keep, or the problem there is instead. */
export const sendUnkept = async <A>(reply: FastifyReply, answer: Answer<A>, status = 200): Promise<FastifyReply> => {
  const answered = await answer();
  if (E.isLeft(answered)) return sendProblem(reply, answered.left);
  return reply.code(status).header('cache-control', 'private, no-store').send(answered.right);
};
