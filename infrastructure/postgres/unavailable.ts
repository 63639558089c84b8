import type { RowsRefused, StoreUnavailable } from '../../projections/read-store.js';

/** The five characters of PostgreSQL, or the code of a system call; empty where the error has neither. */
export const sqlStateOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * Connection lost, server starting, stopping or out of resources, a transaction that lost a race, or tables of a
 * generation that was dropped meanwhile: nothing about the data.
 */
const passes = (code: string): boolean => /^(08|53|57P|40|42P01|55P03|E[A-Z]+$)/.test(code);

/** What is wrong is in the rows: no such value, a constraint, more than fits. */
const isAboutRows = (code: string): boolean => /^(22|23|54)/.test(code);

const inWords: Readonly<Record<string, string>> = {
  '42P01': 'the tables are not there, or not any more (42P01)',
  '53100': 'the disk of PostgreSQL is full (53100)',
  '53200': 'PostgreSQL is out of memory (53200)',
  '53300': 'PostgreSQL has too many connections (53300)',
};

const passingMessage =
  /connection terminated|connection ended|timeout acquiring a connection|not queryable|unable to acquire a connection|client has encountered a connection error/i;

/** Why the server is out of reach; `undefined` where the error says something else. */
export const whyUnavailable = (error: unknown): string | undefined => {
  const code = sqlStateOf(error);
  const message = error instanceof Error ? error.message : '';
  if (!passes(code) && !passingMessage.test(message)) return undefined;
  return code === '' ? 'the connection was lost' : (inWords[code] ?? code);
};

/** Turns what the driver throws into `StoreUnavailable` or `RowsRefused`; lets through what did not come from the server. */
export const storeErrors = async <A>(work: () => Promise<A>): Promise<A> => {
  try {
    return await work();
  } catch (error) {
    const unavailable = whyUnavailable(error);
    if (unavailable !== undefined) {
      throw { _tag: 'StoreUnavailable', reason: unavailable } satisfies StoreUnavailable;
    }
    const code = sqlStateOf(error);
    if (code === '') throw error;
    const reason = `PostgreSQL refused the rows (SQLSTATE ${code})`;
    throw isAboutRows(code) ? ({ _tag: 'RowsRefused', reason } satisfies RowsRefused) : new Error(reason);
  }
};
