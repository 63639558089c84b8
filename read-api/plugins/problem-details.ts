import type { FastifyInstance, FastifyReply } from 'fastify';
import fp from 'fastify-plugin';
import { problemReply } from '../../application/problem.js';
import type { ApiError } from '../api-error.js';
import { problemCatalogue } from '../problem-catalogue.js';
import { problemOf } from '../problem-of.js';
import { apiErrorOf } from './api-error-of.js';
import { failureOf } from './failure.js';

const RETRIED: ReadonlySet<ApiError['_tag']> = new Set([
  'LogUnavailable',
  'ConcurrencyExhausted',
  'PositionNotReached',
  'TooManyWaiting',
]);

const headersOf = (error: ApiError): Readonly<Record<string, string>> => {
  if (error._tag === 'Unauthenticated') return { 'www-authenticate': 'Bearer realm="treering"' };
  return RETRIED.has(error._tag) ? { 'retry-after': '1' } : {};
};

export const sendProblem = (reply: FastifyReply, error: ApiError): FastifyReply => {
  const { status, headers, body } = problemReply(problemOf(error), headersOf(error));
  return reply
    .code(status)
    .headers(headers)
    .serializer((payload) => JSON.stringify(payload))
    .send(body);
};

/** Answers an error, and logs those that are ours; never with its message, which may hold what somebody sent. */
export const answerThrown = (thrown: unknown, reply: FastifyReply): FastifyReply => {
  const error = apiErrorOf(thrown);
  if (error._tag === 'Unexpected') reply.log.error({ failure: failureOf(thrown) }, 'unexpected error');
  return sendProblem(reply, error);
};

const pageOf = (name: string, text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><h1>${name}</h1><p>${text}</p></html>`;

export const problemDetails = fp(
  async (app: FastifyInstance) => {
    app.setErrorHandler((error, _request, reply) => answerThrown(error, reply));
    app.get<{ Params: { name: string } }>('/problems/:name', (request, reply) => {
      const { name } = request.params;
      const text = Object.hasOwn(problemCatalogue, name) ? problemCatalogue[name] : undefined;
      if (text === undefined) return sendProblem(reply, { _tag: 'RouteNotFound' });
      return reply.type('text/html; charset=utf-8').send(pageOf(name, text));
    });
  },
  { name: 'problem-details' },
);
