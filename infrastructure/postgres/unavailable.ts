import type { StoreUnavailable } from '../../projections/read-store.js';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Connection lost, server starting, stopping or out of resources, or a transaction that lost a race: nothing about the data. */
const passes = (code: string): boolean => /^(08|53|57P|40|55P03|E[A-Z]+$)/.test(code);

const passingMessage =
  /connection terminated|connection ended|timeout acquiring a connection|not queryable|unable to acquire a connection|client has encountered a connection error/i;

/** Turns what the driver throws when the server is out of reach into `StoreUnavailable`; lets everything else through. */
export const storeErrors = async <A>(work: () => Promise<A>): Promise<A> => {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    const message = error instanceof Error ? error.message : '';
    if (passes(code) || passingMessage.test(message)) {
      throw {
        _tag: 'StoreUnavailable',
        reason: code === '' ? 'the connection was lost' : code,
      } satisfies StoreUnavailable;
    }
    if (code === '') throw error;
    throw new Error(`PostgreSQL refused the rows (SQLSTATE ${code})`);
  }
};
