import { Currency } from '../domain/primitives.js';
import type { MappedContext } from './mapped-record.js';

export const Flag = { is: (value: unknown): value is boolean => typeof value === 'boolean' };

/** What amounts are in that come without a currency. */
export const usualCurrency = ({ connection }: MappedContext): Currency | null => {
  const { currency } = connection.settings;
  return Currency.is(currency) ? currency : null;
};
