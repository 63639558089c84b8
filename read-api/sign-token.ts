import { createSigner } from 'fast-jwt';
import type { Role } from './permissions.js';

export type TokenRequest = { readonly role: Role; readonly subject: string; readonly ttlSeconds: number };

/** A token for the API (JWT, HS256): who it is for, what role they have, and when it ends. */
export const signToken = (secret: string, { role, subject, ttlSeconds }: TokenRequest): string =>
  createSigner({ key: secret, algorithm: 'HS256', expiresIn: ttlSeconds * 1000 })({ sub: subject, role });
