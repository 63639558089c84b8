import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Forbidden, Unauthenticated } from './api-error.js';
import { may, type Permission, Role } from './permissions.js';

/** Who asks. `expiresAt` is in milliseconds since the epoch. */
export type Principal = { readonly subject: string; readonly role: Role; readonly expiresAt: number };

/** What a token says, once its signature and its end have been checked. Tokens without an end are not ours. */
const Claims = t.type({ sub: t.string, role: Role, exp: t.number }, 'Claims');

export const principalOf = (claims: unknown): E.Either<Unauthenticated, Principal> => {
  const decoded = Claims.decode(claims);
  if (E.isLeft(decoded)) return E.left({ _tag: 'Unauthenticated', because: 'invalid' });
  const { sub, role, exp } = decoded.right;
  return E.right({ subject: sub, role, expiresAt: exp * 1000 });
};

export const allowed = (
  principal: Principal | undefined,
  permission: Permission,
): E.Either<Unauthenticated | Forbidden, Principal> => {
  if (principal === undefined) return E.left({ _tag: 'Unauthenticated', because: 'missing' });
  return may(principal.role, permission)
    ? E.right(principal)
    : E.left({ _tag: 'Forbidden', role: principal.role, permission });
};
