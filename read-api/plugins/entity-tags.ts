import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Clock } from '../../application/ports/clock.js';
import { dayOf } from '../../domain/primitives.js';

/** Answers depend on the question, the form it is asked for in, the role, the day (spans end today) and the position; never on anything else. */
const tagOf = ({ url, principal, headers }: FastifyRequest, position: string, today: string): string => {
  const asked = createHash('sha256').update(`${url} ${principal?.role} ${today} ${headers.accept}`).digest('base64url');
  return `W/"${asked.slice(0, 16)}-${position}"`;
};

const matches = (ifNoneMatch: string | undefined, tag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((one) => one.trim() === tag || one.trim() === '*');

/** An ETag on each answer that stands at a position, and 304 for who has it already. */
export const entityTags = fp(
  async (app: FastifyInstance, { clock }: { readonly clock: Clock }) => {
    app.addHook('onSend', async (request, reply, payload) => {
      const position = reply.getHeader('treering-position');
      if (reply.statusCode !== 200 || typeof position !== 'string') return payload;
      const tag = tagOf(request, position, dayOf(clock()));
      reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'authorization, accept' });
      if (!matches(request.headers['if-none-match'], tag)) return payload;
      reply.code(304).removeHeader('content-type');
      return null;
    });
  },
  { name: 'entity-tags', dependencies: ['authentication'] },
);
