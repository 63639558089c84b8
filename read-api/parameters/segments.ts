import { NonEmptyString } from '../../domain/primitives.js';
import { Rule as SegmentRule } from '../../domain/segment/rule.js';
import { documented } from '../plugins/io-ts-schemas.js';
import { parameter } from './common.js';

/** As it is written in JSON; `domain/segment/rule.ts` has the fields and operators. */
export const Rule = documented(SegmentRule, {
  type: 'object',
  description:
    'A condition (field, op, value), or {"and": [rules]}, {"or": [rules]}, {"not": rule}. Operators of texts: =, in, contains; of numbers: =, in, <, >, between; of any field: is missing.',
  example: {
    and: [
      { field: 'plan', op: '=', value: 'pro' },
      { field: 'daysToRenewal', op: 'between', value: [0, 90] },
    ],
  },
});

const MOST = 1000;

export const Description = parameter<NonEmptyString>(
  'Description',
  `must be 1 to ${MOST} characters`,
  { type: 'string', minLength: 1, maxLength: MOST },
  (value) => (NonEmptyString.is(value) && value.length <= MOST ? value : undefined),
);

export const Version = parameter<number>(
  'Version',
  'must be the number of a version, from 1 on',
  { type: 'integer', minimum: 1 },
  (value) => {
    const version = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
    return typeof version === 'number' && Number.isSafeInteger(version) && version >= 1 ? version : undefined;
  },
);
