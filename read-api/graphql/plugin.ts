import type { FastifyInstance, FastifyReply } from 'fastify';
import { GraphQLError, specifiedRules, validate } from 'graphql';
import mercurius, { type MercuriusOptions } from 'mercurius';
import type { ReadSide } from '../deps.js';
import type { Limits } from '../limits.js';
import { requireToken } from '../plugins/authentication.js';
import { failureOf } from '../plugins/failure.js';
import { malformedJson } from '../plugins/malformed-json.js';
import { minPosition } from '../plugins/min-position.js';
import { answerThrown, sendProblem } from '../plugins/problem-details.js';
import type { AwaitPosition } from '../reached-positions.js';
import { formatError } from './graphql-errors.js';
import { queryCost } from './query-cost.js';
import { resolvers } from './resolvers.js';
import { typeDefs } from './schema.js';
import { subscriptions } from './subscriptions.js';

type Options = { readonly readSide: ReadSide; readonly limits: Limits; readonly awaitPosition: AwaitPosition };

const KEEP_ALIVE_MS = 30_000;

/** What the engine found wrong with a request before it ran: one error, or the list of those of a document. */
const refusals = (error: unknown): ReadonlyArray<GraphQLError> | undefined => {
  if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('MER_ERR_')) return undefined;
  const found: ReadonlyArray<unknown> = 'errors' in error && Array.isArray(error.errors) ? error.errors : [error];
  return found.map((one) =>
    one instanceof GraphQLError ? one : new GraphQLError(one instanceof Error ? one.message : 'Invalid'),
  );
};

const options = (app: FastifyInstance, { readSide, limits, awaitPosition }: Options): MercuriusOptions => {
  const format = (error: GraphQLError) =>
    formatError(error, (thrown) => app.log.error({ failure: failureOf(thrown) }, 'unexpected error in a resolver'));
  return {
    schema: typeDefs,
    resolvers: {
      ...resolvers(readSide),
      ...subscriptions(app.live, { metrics: app.liveMetrics, mostPerSocket: limits.subscriptionsPerSocket }),
    },
    context: (request) => ({
      principal: request.principal ?? undefined,
      socket: undefined,
      awaitPosition,
      minPosition: request.minPosition ?? undefined,
    }),
    jit: 1,
    queryDepth: limits.graphqlDepth,
    validationRules: [queryCost(limits.graphqlQuestions)],
    subscription: {
      context: (socket) => ({
        principal: app.principalOfSocket(socket),
        socket: { subscriptions: 0 },
        awaitPosition,
        minPosition: undefined,
      }),
      keepAlive: KEEP_ALIVE_MS,
    },
    errorFormatter: ({ data, errors }) => ({
      statusCode: 200,
      response: { data: data ?? null, errors: errors.map(format) },
    }),
    errorHandler: (error: unknown, _request: unknown, reply: FastifyReply) => {
      const refused = refusals(error);
      if (refused === undefined) return void answerThrown(error, reply);
      return void reply.code(400).send({ data: null, errors: refused.map(format) });
    },
  };
};

/** GraphQL over POST, and over sockets for subscriptions. There is no GET: an address would keep the question in logs and caches. */
export const graphql = async (app: FastifyInstance, given: Options): Promise<void> => {
  await app.register(malformedJson);
  app.addHook('onRequest', async function (request, reply) {
    if (request.ws) return;
    if (request.method === 'GET') return sendProblem(reply, { _tag: 'RouteNotFound' });
    return requireToken.call(this, request, reply);
  });
  await app.register(minPosition, { awaitPosition: given.awaitPosition });
  await app.register(mercurius, options(app, given));
  // A subscription's document reaches the engine unvalidated; a query's does not.
  app.graphql.addHook('preSubscriptionExecution', async (schema, document) => {
    const [first] = validate(schema, document, [...specifiedRules, queryCost(given.limits.graphqlQuestions)]);
    if (first !== undefined) throw first;
  });
};
