import type { Contract } from '../../domain/account/contract.js';
import type { Keyed } from '../../domain/keyed.js';
import type { CalendarDate } from '../../domain/primitives.js';
import { arrSteps } from '../contract-steps.js';
import type { MetricName } from './metrics.js';

/** The yearly value from a day on; 0 while no contract runs. */
export type ValueFrom = { readonly day: CalendarDate; readonly value: number };

/** The days on which the yearly value can change, but those on which contracts of several currencies run. */
export const valuesOf = (contracts: Keyed<Contract>): ReadonlyArray<ValueFrom> =>
  arrSteps(contracts).flatMap(({ day, arr: [running, another] }) =>
    another === undefined ? [{ day, value: Number(running?.amount ?? 0) }] : [],
  );

/** The days on which contracts begin and cease to run in several currencies: 1, then 0. */
export const mixedFrom = (contracts: Keyed<Contract>): ReadonlyArray<ValueFrom> => {
  const mixed = arrSteps(contracts).map(({ day, arr }) => ({ day, value: arr.length > 1 ? 1 : 0 }));
  return mixed.filter(({ value }, i) => value !== (mixed[i - 1]?.value ?? 0));
};

type MovementName = Extract<MetricName, `arr_${string}`>;
export type Movement = { readonly day: CalendarDate; readonly metric: MovementName; readonly by: number };

const movementOf = (before: number, now: number, isFirst: boolean): MovementName => {
  if (before === 0) return isFirst ? 'arr_new' : 'arr_returned';
  if (now === 0) return 'arr_churned';
  return now > before ? 'arr_expansion' : 'arr_contraction';
};

/** How each change of the yearly value is counted; they add up to the value. Losses are below 0. */
export const movementsOf = (values: ReadonlyArray<ValueFrom>): ReadonlyArray<Movement> => {
  let before = 0;
  let isFirst = true;
  return values.flatMap(({ day, value }) => {
    if (value === before) return [];
    const movement = { day, metric: movementOf(before, value, isFirst), by: value - before };
    before = value;
    isFirst = false;
    return [movement];
  });
};
