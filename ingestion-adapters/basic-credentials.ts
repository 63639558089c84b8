/** The Authorization header that shows a user and a password (RFC 7617). */
export const basicCredentials = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
