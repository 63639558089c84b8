import type { handleUnaryCall } from '@grpc/grpc-js';
import * as E from 'fp-ts/lib/Either.js';
import type { Access, Permission } from './access/access.js';
import { type Failure, internalError } from './errors.js';

/** A method that answers once those who have the permission. */
export const unaryMethod =
  <Request, Response>(
    access: Access,
    permission: Permission,
    answer: (request: Request) => E.Either<Failure, Response> | Promise<E.Either<Failure, Response>>,
  ): handleUnaryCall<Request, Response> =>
  async (call, respond) => {
    try {
      const permitted = await access.authorize(call.metadata, permission);
      const response = E.isLeft(permitted) ? permitted : await answer(call.request);
      if (E.isLeft(response)) respond(response.left);
      else respond(null, response.right);
    } catch (error) {
      respond(internalError(error));
    }
  };
