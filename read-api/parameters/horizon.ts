import { parameter } from './common.js';

/** In days. */
export const Horizon = parameter(
  'Horizon',
  'must be a whole number of days from 1 to 3650',
  {
    type: 'integer',
    minimum: 1,
    maximum: 3650,
    default: 90,
    description: 'Within so many days, of those that are predicted.',
  },
  (value) => {
    const days = typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value;
    return typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= 3650 ? days : undefined;
  },
);
