import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema } from 'fastify';
import fp from 'fastify-plugin';
import * as t from 'io-ts';
import { Problem } from '../answers/problem.js';
import { MinPosition } from '../parameters/min-position.js';
import { type Components, type JsonSchema, propertySchemasOf, schemaOf } from './io-ts-schemas.js';

const problemsOf: ReadonlyArray<readonly [string, string]> = [
  ['400', 'A parameter is not valid; `violations` names it.'],
  ['401', 'No token, or one that is damaged or expired.'],
  ['403', 'The role may not read this.'],
  ['404', 'There is no such account, receipt or connection.'],
  ['409', 'The position in Min-Position is not one of this log, or what is to be made is there already.'],
  ['503', 'The log or the read model cannot answer yet. Ask again after Retry-After seconds.'],
];

const freshnessHeaders = {
  'Treering-Position': { schema: { type: 'string' }, description: 'Where in the log the answer stands.' },
  'Treering-Lag-Seconds': { schema: { type: 'number' }, description: 'How far that is behind the log.' },
  'Treering-Lag-Events': {
    schema: { type: 'integer' },
    description: 'How many events of the log the answer does not hold yet; left out while that is not known.',
  },
  ETag: { schema: { type: 'string' }, description: 'Send it as If-None-Match to be told 304 if nothing changed.' },
};

const saysHowFresh = (codec: t.Mixed): boolean =>
  Object.hasOwn(propertySchemasOf(codec)['properties'] ?? {}, 'freshness');

type Answered = { readonly status: number; readonly codec: t.Mixed; readonly otherTypes: ReadonlyArray<string> };

const answerOf = ({ status, codec, otherTypes }: Answered, components: Components) => {
  const others = otherTypes.map((type) => [type, { schema: { type: 'string' } }]);
  const content = { 'application/json': { schema: schemaOf(codec, components) }, ...Object.fromEntries(others) };
  if (!saysHowFresh(codec)) return { [status]: { description: 'The answer.', content } };
  return {
    200: { description: 'The answer, and how fresh it is.', headers: freshnessHeaders, content },
    304: { description: 'Nothing changed since the ETag in If-None-Match.' },
  };
};

/** What a request for a fresh answer may carry. */
const minPositionHeader = {
  type: 'object',
  properties: {
    'Min-Position': {
      ...propertySchemasOf(MinPosition),
      description:
        'A position that a receipt or another answer named: the answer waits until it holds that much, for 5 seconds at most.',
    },
  },
};

const answersOf = (answered: Answered, components: Components) => ({
  ...answerOf(answered, components),
  ...Object.fromEntries(
    problemsOf.map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: schemaOf(Problem, components) } } },
    ]),
  ),
});

const codecIn = (part: unknown): t.Mixed | undefined => (part instanceof t.Type ? part : undefined);

/** What a route answers where all is well, and with which status. */
const answerIn = (response: unknown): readonly [number, t.Mixed | undefined] => {
  if (typeof response !== 'object' || response === null) return [200, undefined];
  if (201 in response) return [201, codecIn(response[201])];
  return [200, 200 in response ? codecIn(response[200]) : undefined];
};

/** The route schema as OpenAPI wants it: JSON Schema in place of codecs, and the problems every route may answer with. */
const asJsonSchema = (schema: FastifySchema, components: Components): FastifySchema => {
  const { querystring, params, body, response, produces = [], ...rest } = schema;
  const [status, answer] = answerIn(response);
  const parts: { querystring?: JsonSchema; params?: JsonSchema; headers?: JsonSchema; body?: JsonSchema } = {};
  const query = codecIn(querystring);
  const path = codecIn(params);
  if (query !== undefined) parts.querystring = propertySchemasOf(query);
  if (path !== undefined) parts.params = propertySchemasOf(path);
  const sent = codecIn(body);
  if (sent !== undefined) parts.body = schemaOf(sent, components);
  if (answer !== undefined && saysHowFresh(answer)) parts.headers = minPositionHeader;
  return {
    ...rest,
    ...parts,
    ...(answer === undefined
      ? {}
      : { response: answersOf({ status, codec: answer, otherTypes: produces }, components) }),
  };
};

const description = `
Every number here is a fold of one event log. Answers say where in the log they stand (\`freshness\`), and most take two clocks:
\`asOf\` is business time, \`knownAt\` is what the log knew then. To read your own writes, send the position of your receipt as \`Min-Position\`. Errors are problem+json (RFC 9457).
The same questions, and live subscriptions (graphql-transport-ws), are answered at \`/graphql\`.
`.trim();

const options = (components: Components): FastifyDynamicSwaggerOptions => ({
  openapi: {
    openapi: '3.0.3',
    info: { title: 'Treering read API', version: '1', description },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    security: [{ token: [] }],
    tags: [{ name: 'accounts' }, { name: 'trends' }, { name: 'health' }, { name: 'receipts' }, { name: 'connections' }],
  },
  hideUntagged: true,
  transform: ({ schema, url }) => ({ url, schema: asJsonSchema(schema ?? {}, components) }),
  transformObject: (document) => {
    if (!('openapiObject' in document)) return document.swaggerObject;
    const { openapiObject } = document;
    const schemas = Object.fromEntries(components);
    return Object.assign(openapiObject, { components: { ...openapiObject.components, schemas } });
  },
});

/** The OpenAPI document at `/openapi.json`, derived from the route codecs, and the page to try it out at `/docs`. */
export const openapi = fp(
  async (app: FastifyInstance) => {
    await app.register(swagger, options(new Map()));
    await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true, uiConfig: { persistAuthorization: false } });
    app.get('/openapi.json', () => app.swagger());
  },
  { name: 'openapi' },
);
