import { ADMINS, OPERATORS } from '../access/principal.js';
import { hashPassword } from './password.js';
import type { UserStore } from './user-store.js';

export type InitialPasswords = { readonly admin?: string; readonly ops?: string };

/** What the real server gives them too. */
const DEFAULT_PASSWORD = 'changeit';

/** The users that a new log has. */
export const createFirstUsers = async (users: UserStore, passwords: InitialPasswords = {}): Promise<void> => {
  const first = [
    { loginName: 'admin', fullName: 'Administrator', groups: [ADMINS], password: passwords.admin },
    { loginName: 'ops', fullName: 'Operations', groups: [OPERATORS], password: passwords.ops },
  ];
  for (const { password = DEFAULT_PASSWORD, ...user } of first) {
    if (users.hasExisted(user.loginName)) continue;
    await users.create({ ...user, disabled: false, ...(await hashPassword(password)) });
  }
};
