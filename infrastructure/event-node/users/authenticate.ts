import { createHash } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import type { Authenticate } from '../access/access.js';
import { anonymous, type Principal } from '../access/principal.js';
import { internalError, notAuthenticated } from '../errors.js';
import { boundedCache } from '../log/bounded-cache.js';
import { isPassword } from './password.js';
import type { UserStore } from './user-store.js';

type Login = { readonly loginName: string; readonly password: string };

const LOGINS_REMEMBERED = 10_000;

/**
 * The user whose `authorization: Basic` the call has. To check a password takes long by design, so what came of it is
 * remembered until the user changes; the key holds no password.
 */
export const makeAuthenticate = (users: UserStore): Authenticate => {
  const checked = boundedCache<string, Promise<Principal | undefined>>(LOGINS_REMEMBERED);

  const check = async ({ loginName, password }: Login): Promise<Principal | undefined> => {
    const found = users.find(loginName);
    if (found === undefined || found.user.disabled || !(await isPassword(password, found.user))) return undefined;
    return { loginName, roles: new Set([loginName, ...found.user.groups]) };
  };

  const checkOnce = (login: Login): Promise<Principal | undefined> => {
    const key = createHash('sha256')
      .update(JSON.stringify([login, users.stateOf(login.loginName)]))
      .digest('base64');
    const known = checked.get(key);
    if (known !== undefined) return known;
    const checking = check(login);
    checking.catch(() => checked.delete(key));
    checked.set(key, checking);
    return checking;
  };

  return async (metadata) => {
    const [header] = metadata.get('authorization');
    if (header === undefined) return E.right(anonymous);
    const login = loginOf(String(header));
    if (login === undefined) return E.left(notAuthenticated());
    try {
      return E.fromNullable(notAuthenticated())(await checkOnce(login));
    } catch (error) {
      return E.left(internalError(error));
    }
  };
};

const loginOf = (header: string): Login | undefined => {
  const [, encoded] = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(header.trim()) ?? [];
  if (encoded === undefined) return undefined;
  const [, loginName, password] = /^([^:]+):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return loginName === undefined || password === undefined ? undefined : { loginName, password };
};
