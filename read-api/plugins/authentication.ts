import jwt from '@fastify/jwt';
import { TokenError } from 'fast-jwt';
import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { Unauthenticated } from '../api-error.js';
import type { Permission } from '../permissions.js';
import { allowed, type Principal, principalOf } from '../principal.js';
import { sendProblem } from './problem-details.js';

/** Whoever an `Authorization` value stands for. */
type Authenticate = (authorization: unknown) => E.Either<Unauthenticated, Principal>;

declare module 'fastify' {
  interface FastifyInstance {
    authenticate: Authenticate;
  }
  interface FastifyRequest {
    principal: Principal | null;
  }
  interface FastifyContextConfig {
    permission?: Permission;
  }
}

/** So many tokens that were checked lately are known by their hash, until they expire. */
const TOKENS_KEPT = 500;

const unauthenticated = (because: Unauthenticated['because']) =>
  E.left<Unauthenticated, never>({ _tag: 'Unauthenticated', because });

const bearerIn = (authorization: unknown): string | undefined =>
  typeof authorization === 'string' ? /^Bearer ([\w.~+/=-]+)$/i.exec(authorization)?.[1] : undefined;

const authenticateWith =
  (app: FastifyInstance): Authenticate =>
  (authorization) => {
    if (authorization === undefined || authorization === '') return unauthenticated('missing');
    const token = bearerIn(authorization);
    if (token === undefined) return unauthenticated('invalid');
    try {
      return principalOf(app.jwt.verify(token));
    } catch (error) {
      return unauthenticated(error instanceof TokenError && error.code === 'FAST_JWT_EXPIRED' ? 'expired' : 'invalid');
    }
  };

export const authentication = fp(
  async (app: FastifyInstance, { secret }: { readonly secret: string }) => {
    await app.register(jwt, { secret, verify: { algorithms: ['HS256'], cache: TOKENS_KEPT } });
    app.decorate('authenticate', authenticateWith(app));
    app.decorateRequest('principal', null);
  },
  { name: 'authentication', dependencies: ['problem-details'] },
);

/** Lets a request through whose token gives it the permission its route asks for, or any token where the route asks for none. */
export const requireToken: onRequestAsyncHookHandler = async function (this: FastifyInstance, request, reply) {
  const principal = this.authenticate(request.headers.authorization);
  const { permission } = request.routeOptions.config;
  const decided = pipe(
    principal,
    E.flatMap((known) => (permission === undefined ? E.right(known) : allowed(known, permission))),
  );
  if (E.isLeft(decided)) return sendProblem(reply, decided.left);
  request.principal = decided.right;
  return;
};
