import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  keyEncryptionKeyFromBase64,
  keyEncryptionKeyFromFile,
} from '../../../infrastructure/crypto/key-encryption-key.js';

describe('the key-encryption key', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'treering-kek-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('derives the same key for the same purpose, and unlike keys for others', () => {
    const text = randomBytes(32).toString('base64');
    const [a, b] = [keyEncryptionKeyFromBase64(text), keyEncryptionKeyFromBase64(`${text}\n`)];
    if (E.isLeft(a) || E.isLeft(b)) throw new Error('refused');
    expect(a.right.keyFor('wrap')).toEqual(b.right.keyFor('wrap'));
    expect(a.right.keyFor('wrap')).not.toEqual(a.right.keyFor('lookup'));
  });

  it.each(['', 'secret', randomBytes(16).toString('base64'), `!${randomBytes(32).toString('base64')}`])(
    'refuses %j',
    (text) => {
      expect(keyEncryptionKeyFromBase64(text)).toEqual(E.left(expect.stringContaining('must be 32 bytes in base64')));
    },
  );

  it('is made once, for its owner only, and found again', async () => {
    const path = join(folder, 'data', 'kek');
    const keys = await Promise.all(Array.from({ length: 5 }, () => keyEncryptionKeyFromFile(path)));
    expect(new Set(keys.map((key) => key.keyFor('wrap').toString('hex'))).size).toBe(1);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'data'))).toEqual(['kek']);
  });

  it('never writes over a file it cannot use', async () => {
    const path = join(folder, 'damaged');
    await writeFile(path, 'not a key');
    await expect(keyEncryptionKeyFromFile(path)).rejects.toThrow(`The key file ${path} must be 32 bytes in base64`);
    expect(await readFile(path, 'utf8')).toBe('not a key');
  });
});
