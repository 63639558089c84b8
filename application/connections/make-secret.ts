import { randomBytes } from 'node:crypto';

/** A secret nobody can guess: 192 random bits, in characters that every vendor's form takes. */
export const makeSecret = (): string => randomBytes(24).toString('base64url');
