import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { type LockName, takeLock } from './advisory-lock.js';

export type Tables = {
  readonly schema: string;
  readonly lock: LockName;
  /** Leave alone what is there already. */
  readonly statements: string;
};

/**
 * Makes the tables of a schema that are missing; many processes may do it at once. Where these very statements were run before, it
 * only reads: even those that find nothing to do lock tables, and wait for transactions which may in turn wait for what is locked by
 * then, unseen by PostgreSQL. For the same reason a lock is waited for only shortly; then it rejects with 55P03, and may be tried again.
 */
export const ensureTables = async (knex: Knex, { schema, lock, statements }: Tables): Promise<void> => {
  const layout = createHash('sha256').update(statements).digest('hex');
  const { rows } = await knex.raw<{ rows: ReadonlyArray<{ readonly layout: string | null }> }>(
    `select obj_description(oid, 'pg_namespace') as layout from pg_namespace where nspname = ?`,
    [schema],
  );
  if (rows[0]?.layout === layout) return;
  await knex.raw(`
    ${takeLock(lock)};
    set local lock_timeout = '2s';
    create schema if not exists ${schema};
    ${statements}
    comment on schema ${schema} is '${layout}';
  `);
};
