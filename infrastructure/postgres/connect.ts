import knex, { type Knex } from 'knex';
import pg from 'pg';

const BIGINT = 20;
const DATE = 1082;

/** `bigint` as BigInt, `date` as `yyyy-mm-dd`; `numeric` stays text, so that no amount passes through a float. */
const types: Knex.PgCustomTypesConfig = {
  getTypeParser: (oid: number, format: string) => {
    if (oid === BIGINT) return (text: string) => BigInt(text);
    if (oid === DATE) return (text: string) => text;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid);
  },
};

const quiet = () => undefined;

/** A pool of connections to PostgreSQL. `destroy()` it to let the process end. */
export const connectPostgres = (url: string, { max = 10 }: { readonly max?: number } = {}): Knex =>
  knex({
    client: 'pg',
    connection: { connectionString: url, application_name: 'treering', types },
    pool: { min: 0, max },
    acquireConnectionTimeout: 10_000,
    /** Whoever asked is told by a rejection; knex would print it as well. */
    log: { warn: quiet, error: quiet, deprecate: quiet, debug: quiet },
  });
