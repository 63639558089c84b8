import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';

const KEY_BYTES = 32;

/** The one secret that all stored keys are wrapped with. Whoever loses it has erased every person. */
export type KeyEncryptionKey = {
  /** An independent 256-bit key for one purpose (HKDF-SHA-256, RFC 5869). */
  readonly keyFor: (purpose: string) => Buffer;
};

const keyEncryptionKey = (secret: Buffer): KeyEncryptionKey => ({
  keyFor: (purpose) => Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `treering ${purpose}`, KEY_BYTES)),
});

export const keyEncryptionKeyFromBase64 = (text: string): E.Either<string, KeyEncryptionKey> => {
  const secret = Buffer.from(text, 'base64');
  const canonical = secret.toString('base64').replace(/=+$/, '');
  return secret.length === KEY_BYTES && canonical === text.trim().replace(/=+$/, '')
    ? E.right(keyEncryptionKey(secret))
    : E.left(`must be ${KEY_BYTES} bytes in base64, such as the output of: openssl rand -base64 ${KEY_BYTES}`);
};

const writeDurably = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'wx', 0o600);
  await file
    .writeFile(text)
    .then(() => file.sync())
    .finally(() => file.close());
};

/** Two processes that start at once agree: the file appears whole, and only for the first. */
const createKeyFile = async (path: string): Promise<void> => {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await mkdir(dirname(path), { recursive: true });
  await writeDurably(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
};

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** The key kept in a file that only its owner can read; made, at random, when there is none. */
export const keyEncryptionKeyFromFile = async (path: string): Promise<KeyEncryptionKey> => {
  if ((await readIfThere(path)) === undefined) await createKeyFile(path);
  const key = keyEncryptionKeyFromBase64(await readFile(path, 'utf8'));
  if (E.isLeft(key)) throw new Error(`The key file ${path} ${key.left}`);
  return key.right;
};
