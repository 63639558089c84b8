import Fastify, { type FastifyInstance } from 'fastify';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { makeAnswerOnce } from '../../application/answer-once.js';
import type { HotAnswers } from '../../application/ports/hot-answers.js';
import type { Timestamp } from '../../domain/primitives.js';
import type { Adapters } from '../../infrastructure/adapters.js';
import type { Environment } from '../../infrastructure/config.js';
import { makeInMemoryChangeFeed } from '../../infrastructure/in-memory/change-feed.js';
import { makeSeriesAnalysis } from '../../ml/analysis/series-analysis.js';
import { buildReadApi } from '../../read-api/app.js';
import { analysisThreads } from '../../roles/ml.js';
import { makeReadSide } from '../../roles/read-side.js';
import { servesNothing } from '../../test/support/serves-nothing.js';

export type Served = { readonly port: number; readonly close: () => Promise<void> };

const nothingKept: HotAnswers = { get: async () => undefined, put: async () => undefined };

const listening = async (app: FastifyInstance): Promise<number> =>
  Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);

/** The read API over the read models of these adapters, on the last day of the facts. */
export const serveReadModels = async (
  env: Environment,
  adapters: Adapters,
  { jwtSecret, hot }: { readonly jwtSecret: string; readonly hot: boolean },
): Promise<Served> => {
  const analysis = makeSeriesAnalysis(analysisThreads());
  const eventStore = { ...adapters.eventStore, readHead: () => TE.right(undefined) };
  const app = buildReadApi({
    ...makeReadSide({ env, adapters: { ...adapters, eventStore } }),
    ...(hot ? {} : { answerOnce: makeAnswerOnce(nothingKept, { maxBytes: 0, keepMs: 0 }) }),
    clock: () => '2025-12-31T12:00:00.000Z' as Timestamp,
    analysis,
    serving: servesNothing,
    changeFeed: makeInMemoryChangeFeed(),
    jwtSecret,
    readinessChecks: [],
  });
  app.addHook('onClose', analysis.close);
  return { port: await listening(app), close: () => app.close() };
};

/** Fastify that sends the same bytes to every question, from memory. */
export const serveBytes = async (body: string): Promise<Served> => {
  const app = Fastify();
  app.get('/bytes', (_request, reply) => reply.type('application/json; charset=utf-8').send(body));
  return { port: await listening(app), close: () => app.close() };
};
