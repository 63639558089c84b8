import knex, { type Knex } from 'knex';
import pg from 'pg';

const BIGINT = 20;
const DATE = 1082;
const DOUBLES = 1022;

/** Lists of numbers are read as JSON, several times faster than by the driver, which is left those that JSON cannot say. */
const doubles =
  (read: (text: string) => unknown) =>
  (text: string): unknown =>
    /^\{[-+.,\de]*\}$/.test(text) ? JSON.parse(`[${text.slice(1, -1)}]`) : read(text);

/** `bigint` as BigInt, `date` as `yyyy-mm-dd`; `numeric` stays text, so that no amount passes through a float. */
const types: Knex.PgCustomTypesConfig = {
  getTypeParser: (oid: number, format: string) => {
    if (oid === BIGINT) return (text: string) => BigInt(text);
    if (oid === DATE) return (text: string) => text;
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
    const read = pg.types.getTypeParser(oid);
    return oid === DOUBLES ? doubles(read) : read;
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
