/** Who calls. The roles of a user are its login name and its groups. */
export type Principal = { readonly loginName: string | undefined; readonly roles: ReadonlySet<string> };

export const ADMINS = '$admins';
export const OPERATORS = '$ops';

export const anonymous: Principal = { loginName: undefined, roles: new Set() };

/** Every caller of a node without TLS. */
export const unrestricted: Principal = { loginName: undefined, roles: new Set([ADMINS]) };

export const isAuthenticated = ({ roles }: Principal): boolean => roles.size > 0;

export const isAdmin = ({ roles }: Principal): boolean => roles.has(ADMINS) || roles.has('admin');

export const isOperator = (principal: Principal): boolean =>
  isAdmin(principal) || principal.roles.has(OPERATORS) || principal.roles.has('ops');
