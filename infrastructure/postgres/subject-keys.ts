import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Knex } from 'knex';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import type { DataSubjectId } from '../../domain/ids.js';
import { open, seal } from '../crypto/aes-gcm.js';
import { hmac } from '../crypto/hmac.js';
import type { KeyEncryptionKey } from '../crypto/key-encryption-key.js';
import { ensureTables, type Tables } from './ensure-tables.js';

type Row = { readonly subject: DataSubjectId; readonly wrapped_key: Buffer | null };

const tables: Tables = {
  schema: 'keys',
  lock: 'subject keys table',
  statements: `
    create table if not exists keys.subject_keys (
      subject text primary key,
      lookup bytea not null unique,
      wrapped_key bytea,
      created_at timestamptz not null default now(),
      destroyed_at timestamptz,
      check ((wrapped_key is null) = (destroyed_at is not null))
    );
    create table if not exists keys.key_encryption_key (
      only_row boolean primary key default true check (only_row),
      check_value bytea not null
    );
  `,
};

export const ensureSubjectKeysTable = (knex: Knex): Promise<void> => ensureTables(knex, tables);

/** The first key-encryption key used is the one for ever: another could neither read nor find what this one wrote. */
const refuseAnotherKey = async (knex: Knex, kek: KeyEncryptionKey): Promise<void> => {
  const own = hmac(kek.keyFor('check'), 'key-encryption-key');
  await knex.raw('insert into keys.key_encryption_key (check_value) values (?) on conflict do nothing', [own]);
  const kept: Buffer = (await knex.raw('select check_value from keys.key_encryption_key')).rows[0].check_value;
  if (!timingSafeEqual(own, kept)) {
    throw new Error(
      'The key-encryption key is not the one this database was written with: give that one back (TREERING_KEK, or the kek file).',
    );
  }
};

/**
 * Keys of people, wrapped. A person is found by a keyed hash of the vendor's record, so the table names nobody.
 * Needs `ensureSubjectKeysTable`; rejects when the key-encryption key is not the one the database was written with.
 */
export const makeSubjectKeys = async (knex: Knex, kek: KeyEncryptionKey): Promise<SubjectKeys> => {
  await refuseAnotherKey(knex, kek);
  const wrapping = kek.keyFor('wrap subject keys');
  const lookups = kek.keyFor('look up subjects');

  const find = async (lookup: Buffer): Promise<DataSubjectId | undefined> =>
    (await knex.raw('select subject from keys.subject_keys where lookup = ?', [lookup])).rows[0]?.subject;

  /** `undefined` where another caller was faster. */
  const add = async (lookup: Buffer): Promise<DataSubjectId | undefined> => {
    const subject = randomUUID();
    const { rows } = await knex.raw(
      'insert into keys.subject_keys (subject, lookup, wrapped_key) values (?, ?, ?) on conflict (lookup) do nothing returning subject',
      [subject, lookup, seal(wrapping, randomBytes(32), subject)],
    );
    return rows[0]?.subject;
  };

  const unwrap = ({ subject, wrapped_key }: Row): ReadonlyArray<readonly [DataSubjectId, Buffer]> => {
    if (wrapped_key === null) return [];
    const key = open(wrapping, wrapped_key, subject);
    if (key === undefined) throw new Error(`The key of data subject ${subject} is damaged.`);
    return [[subject, key]];
  };

  return {
    subjectOf: async (source, record) => {
      const lookup = hmac(lookups, source, record);
      const subject = (await find(lookup)) ?? (await add(lookup)) ?? (await find(lookup));
      if (subject === undefined) throw new Error('A data subject disappeared while it was looked up.');
      return subject;
    },
    keysOf: async (subjects) => {
      const { rows } = await knex.raw<{ readonly rows: ReadonlyArray<Row> }>(
        'select subject, wrapped_key from keys.subject_keys where subject = any(?)',
        [[...subjects]],
      );
      return new Map(rows.flatMap(unwrap));
    },
    destroy: async (subject) => {
      await knex.raw(
        'update keys.subject_keys set wrapped_key = null, destroyed_at = now() where subject = ? and wrapped_key is not null',
        [subject],
      );
    },
  };
};
