import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

export type PasswordHash = { readonly hash: string; readonly salt: string; readonly iterations: number };

// https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html, PBKDF2-HMAC-SHA512
const ITERATIONS = 210_000;
const LENGTH = 64;

const derive = promisify(pbkdf2);

export const hashPassword = async (password: string): Promise<PasswordHash> => {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, ITERATIONS, LENGTH, 'sha512');
  return { hash: hash.toString('base64'), salt: salt.toString('base64'), iterations: ITERATIONS };
};

export const isPassword = async (password: string, { hash, salt, iterations }: PasswordHash): Promise<boolean> => {
  const expected = Buffer.from(hash, 'base64');
  const actual = await derive(password, Buffer.from(salt, 'base64'), iterations, expected.length, 'sha512');
  return timingSafeEqual(actual, expected);
};
