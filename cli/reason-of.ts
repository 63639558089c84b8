import { sqlStateOf } from '../infrastructure/postgres/unavailable.js';

const UNDEFINED_TABLE = '42P01';

/** Why a command failed, for whoever typed it. Stores that do not answer reject with a value that has a reason. */
export const reasonOf = (error: unknown): string => {
  if (sqlStateOf(error) === UNDEFINED_TABLE) {
    return 'there are no read models here yet: start Treering, or fold them from the log with `treering verify`';
  }
  if (error instanceof Error) return error.message;
  return typeof error === 'object' && error !== null && 'reason' in error ? `${error.reason}` : String(error);
};
