import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as E from 'fp-ts/lib/Either.js';
import { problemReply } from '../application/problem.js';
import { type Keyed, lookUp } from '../domain/keyed.js';
import type { Delivery } from './delivery.js';
import { type DeliveryError, problemOf, retryHeadersOf } from './ingestion-problem.js';
import type { Receive } from './receive.js';
import type { Vendor } from './vendor.js';
import { vendors } from './vendors.js';

export type WebhookOptions = {
  readonly receive: Receive;
  /** Whether the request shows a token that may ingest, instead of a vendor's signature. */
  readonly authorise: (request: FastifyRequest) => Promise<boolean>;
  /** Where vendors reach us; what the Host header says is tried besides. */
  readonly publicUrl?: string;
  /** Bytes a body may have, by source, where it is not the vendor's own limit. */
  readonly bodyLimits?: Keyed<number>;
};

type ToConnection = { readonly Params: { readonly connection: string } };

const headersOf = (request: FastifyRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

/** `originalUrl` as it came: neither decoded nor put together again. */
const urisOf = ({ headers, originalUrl }: FastifyRequest, publicUrl: string | undefined): ReadonlyArray<string> => {
  const configured = publicUrl === undefined ? [] : [publicUrl.replace(/\/+$/, '')];
  const host = headers.host === undefined ? [] : [`https://${headers.host}`, `http://${headers.host}`];
  return [...new Set([...configured, ...host])].map((origin) => `${origin}${originalUrl}`);
};

const refuse = (reply: FastifyReply, error: DeliveryError): FastifyReply => {
  const { status, headers, body } = problemReply(problemOf(error), retryHeadersOf(error));
  return reply.code(status).headers(headers).send(JSON.stringify(body));
};

const isTooLarge = (error: FastifyError): boolean => error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';

/** POST /ingest/:source/:connection for each vendor. Bodies stay the bytes they are, whatever their content type says. */
export const webhookRoutes = async (
  app: FastifyInstance,
  { receive, authorise, publicUrl, bodyLimits = {} }: WebhookOptions,
): Promise<void> => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  const ingest =
    (source: string, { acknowledge }: Vendor) =>
    async (request: FastifyRequest<ToConnection>, reply: FastifyReply): Promise<FastifyReply> => {
      const encoding = request.headers['content-encoding'] ?? 'identity';
      if (encoding !== 'identity') return refuse(reply, { _tag: 'UnsupportedEncoding', encoding });
      const delivery: Delivery = {
        method: request.method,
        uris: urisOf(request, publicUrl),
        headers: headersOf(request),
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      };
      const to = { source, name: request.params.connection, trusted: await authorise(request) };
      const received = await receive(to, delivery)();
      if (E.isLeft(received)) return refuse(reply, received.left);
      const acknowledgement = acknowledge?.(delivery);
      if (acknowledgement === undefined) return reply.code(202).send(received.right);
      const { status, contentType, body } = acknowledgement;
      return reply.code(status).type(contentType).send(body);
    };

  for (const [source, vendor] of Object.entries(vendors)) {
    const bodyLimit = lookUp(bodyLimits, source) ?? vendor.bodyLimit;
    app.route<ToConnection>({
      method: 'POST',
      url: `/ingest/${source}/:connection`,
      bodyLimit,
      schema: { hide: true },
      errorHandler: (error, _request, reply) => {
        if (!isTooLarge(error)) throw error;
        return refuse(reply, { _tag: 'BodyTooLarge', limit: bodyLimit });
      },
      handler: ingest(source, vendor),
    });
  }

  app.post<{ readonly Params: { readonly source: string; readonly connection: string } }>(
    '/ingest/:source/:connection',
    {
      schema: { hide: true },
      onRequest: async ({ params }, reply) =>
        refuse(reply, { _tag: 'UnknownConnection', source: params.source, name: params.connection }),
    },
    async () => undefined,
  );
};
