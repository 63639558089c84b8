import * as t from 'io-ts';
import { NonEmptyString, nullable, Quantity } from '../../domain/primitives.js';
import type { Sensitivity } from '../../domain/sensitivity/state.js';
import { parameter } from './common.js';

const MOST = 50;

const Named = parameter<NonEmptyString>(
  'Named',
  'must be 1 to 100 letters, digits or _.:-',
  { type: 'string', maxLength: 100 },
  (value) => (NonEmptyString.is(value) && /^[\w.:-]{1,100}$/.test(value) ? value : undefined),
);

const Closely = parameter<number>(
  'Closely',
  `must be 0, for not at all, or a number to ${MOST}`,
  { type: 'number', minimum: 0, maximum: MOST },
  (value) => (Quantity.is(value) && value <= MOST ? value : undefined),
);

/** What is left out is any metric, every account, or taken back. */
export const SensitivityInput = t.exact(
  t.partial({ metric: nullable(Named), segment: nullable(Named), falseAlarmsPerYear: nullable(Closely) }),
);

export const settingIn = ({
  metric = null,
  segment = null,
  falseAlarmsPerYear = null,
}: t.TypeOf<typeof SensitivityInput>): Sensitivity => ({ metric, segment, falseAlarmsPerYear });
