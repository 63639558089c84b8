import { randomBytes } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import knex, { type Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyEncryptionKeyFromBase64 } from '../../../infrastructure/crypto/key-encryption-key.js';
import { ensureSubjectKeysTable, makeSubjectKeys } from '../../../infrastructure/postgres/subject-keys.js';
import { subjectKeysContract } from '../../contracts/subject-keys.contract.js';
import { freshDatabase } from '../../support/services/postgres.js';

const kekOf = (bytes: Buffer) => {
  const kek = keyEncryptionKeyFromBase64(bytes.toString('base64'));
  if (E.isLeft(kek)) throw new Error(kek.left);
  return kek.right;
};

const openDatabase = async () => {
  const database = await freshDatabase();
  const connection = knex({ client: 'pg', connection: database.url });
  const close = async () => {
    await connection.destroy();
    await database.drop();
  };
  return { connection, close };
};

subjectKeysContract('Postgres', async () => {
  const { connection, close } = await openDatabase();
  await ensureSubjectKeysTable(connection);
  return { keys: await makeSubjectKeys(connection, kekOf(randomBytes(32))), close };
});

describe('subject keys on Postgres', () => {
  let connection: Knex;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ connection, close } = await openDatabase());
    await ensureSubjectKeysTable(connection);
  });
  afterAll(() => close());

  const secret = randomBytes(32);

  it('finds the same person and key after a restart', async () => {
    const before = await makeSubjectKeys(connection, kekOf(secret));
    const ann = await before.subjectOf('hubspot/demo', 'contact 1');
    const keys = await before.keysOf([ann]);
    await ensureSubjectKeysTable(connection);
    const after = await makeSubjectKeys(connection, kekOf(secret));
    expect(await after.subjectOf('hubspot/demo', 'contact 1')).toBe(ann);
    expect(await after.keysOf([ann])).toEqual(keys);
  });

  it('keeps neither a name of the record nor a bare key', async () => {
    const keys = await makeSubjectKeys(connection, kekOf(secret));
    const subject = await keys.subjectOf('hubspot/demo', 'ann@example.com');
    const key = (await keys.keysOf([subject])).get(subject);
    const [row] = (await connection.raw('select * from keys.subject_keys where subject = ?', [subject])).rows;
    const stored = Buffer.concat([row.lookup, row.wrapped_key]);
    expect(stored.includes('ann@example.com')).toBe(false);
    expect(stored.includes(key ?? '')).toBe(false);
  });

  it('leaves nothing of a destroyed key but the day it went', async () => {
    const keys = await makeSubjectKeys(connection, kekOf(secret));
    const subject = await keys.subjectOf('zendesk/demo', 'user 9');
    await keys.destroy(subject);
    const [row] = (await connection.raw('select * from keys.subject_keys where subject = ?', [subject])).rows;
    expect(row).toMatchObject({ wrapped_key: null, destroyed_at: expect.any(Date) });
  });

  it('refuses to start with another key-encryption key', async () => {
    await makeSubjectKeys(connection, kekOf(secret));
    await expect(makeSubjectKeys(connection, kekOf(randomBytes(32)))).rejects.toThrow(
      'The key-encryption key is not the one this database was written with',
    );
  });

  it('refuses a damaged key instead of calling the person erased', async () => {
    const keys = await makeSubjectKeys(connection, kekOf(secret));
    const subject = await keys.subjectOf('zendesk/demo', 'user 10');
    await connection.raw("update keys.subject_keys set wrapped_key = '\\x00' where subject = ?", [subject]);
    await expect(keys.keysOf([subject])).rejects.toThrow(`The key of data subject ${subject} is damaged.`);
  });
});
