import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { allowed } from '../principal.js';
import { sendProblem } from './problem-details.js';

const PAGES = '/admin/queues';
const COOKIE = 'treering_admin';
const MAX_AGE_SECONDS = 3_600;
const PERMISSION = 'admin:operate';

export type JobBoardOptions = {
  /** Pages that show the jobs, where processes share them. */
  readonly board?: FastifyPluginCallback<{ readonly prefix: string }>;
  /** Where browsers reach us. */
  readonly publicUrl: string;
};

/** Browsers say where a request comes from; what says nothing of it is no browser's page. */
const isOfAnotherSite = ({ headers }: FastifyRequest): boolean => {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
};

/**
 * Jobs at `/admin/queues`, for admins. A browser sends no `Authorization` with the address of a page, so `POST /admin/session`, which
 * takes a token as every other route does, gives it a cookie that no script can read, that only these pages are sent, and
 * that no page of another site makes it send.
 */
export const jobBoard = fp(
  async (app: FastifyInstance, { board, publicUrl }: JobBoardOptions) => {
    await app.register(cookie);
    const admitted = (authorization: unknown) =>
      pipe(
        app.authenticate(authorization),
        E.flatMap((principal) => allowed(principal, PERMISSION)),
      );

    app.post('/admin/session', { schema: { hide: true } }, (request, reply) => {
      const { authorization } = request.headers;
      const principal = admitted(authorization);
      if (E.isLeft(principal)) return sendProblem(reply, principal.left);
      const left = Math.floor((principal.right.expiresAt - Date.now()) / 1000);
      const options = {
        path: '/admin',
        httpOnly: true,
        sameSite: 'strict',
        secure: publicUrl.startsWith('https:'),
        maxAge: Math.min(MAX_AGE_SECONDS, left),
      } as const;
      reply.header('cache-control', 'private, no-store');
      return reply
        .setCookie(COOKIE, (authorization ?? '').replace(/^bearer /i, ''), options)
        .code(204)
        .send();
    });

    app.register(async (pages) => {
      pages.addHook('onRequest', async (request, reply) => {
        const { [COOKIE]: kept } = request.cookies;
        const principal = admitted(request.headers.authorization ?? (kept && `Bearer ${kept}`));
        if (E.isLeft(principal)) return sendProblem(reply, principal.left);
        if (request.method !== 'GET' && isOfAnotherSite(request)) return sendProblem(reply, { _tag: 'OfAnotherSite' });
        reply.header('cache-control', 'private, no-store');
        return;
      });
      if (board !== undefined) await pages.register(board, { prefix: PAGES });
      else
        pages.get(PAGES, { schema: { hide: true } }, (_request, reply) => sendProblem(reply, { _tag: 'NoJobBoard' }));
    });
  },
  { name: 'job-board', dependencies: ['authentication', 'problem-details'] },
);
