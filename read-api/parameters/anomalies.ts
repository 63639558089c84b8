import type { NonEmptyString } from '../../domain/primitives.js';
import { parameter } from './common.js';

const MOST = 1000;

export const Explanation = parameter<NonEmptyString>(
  'Explanation',
  `must be 1 to ${MOST} characters`,
  { type: 'string', minLength: 1, maxLength: MOST },
  (value) =>
    typeof value === 'string' && value.trim() !== '' && value.length <= MOST
      ? (value.trim() as NonEmptyString)
      : undefined,
);
