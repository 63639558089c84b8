import type * as t from 'io-ts';
import { AccountId } from '../../domain/ids.js';
import { CalendarDate, oneOf } from '../../domain/primitives.js';
import { parameter } from './common.js';
import type { AnalysedGrain } from './grain.js';
import { bookFields } from './scope.js';

/** A number within these bounds, whole if asked, as text or as it is. */
const numberFrom = (name: string, least: number, most: number, isWhole: boolean) =>
  parameter<number>(
    name,
    `must be a ${isWhole ? 'whole ' : ''}number from ${least} to ${most}`,
    { type: isWhole ? 'integer' : 'number', minimum: least, maximum: most },
    (value) => {
      const number = typeof value === 'string' && /^\d{1,6}(\.\d{1,6})?$/.test(value) ? Number(value) : value;
      if (typeof number !== 'number' || !(number >= least && number <= most)) return undefined;
      return isWhole && !Number.isInteger(number) ? undefined : number;
    },
  );

export const Horizon = numberFrom('Horizon', 1, 366, true);
export const LongestLag = numberFrom('LongestLag', 1, 90, true);
export const FalseAlarms = numberFrom('FalseAlarms', 0.01, 50, false);

export const Metric = parameter(
  'Metric',
  'must be the name of one metric',
  { type: 'string', example: 'events' },
  (value) => (typeof value === 'string' && /^[\w.:-]{1,100}$/.test(value) ? value : undefined),
);

const AnalysedGrains: t.Type<AnalysedGrain, string, unknown> = oneOf('day', 'week', 'month', 'quarter');

/** Whose series, from when to when, by what step; as questions call it. */
export const analysedFields = {
  accountId: AccountId,
  ...bookFields,
  grain: AnalysedGrains,
  from: CalendarDate,
  to: CalendarDate,
};
