import type { ValueFrom } from '../../domain/account/arr-movements.js';
import type { Contract } from '../../domain/account/contract.js';
import type { Keyed } from '../../domain/keyed.js';
import { arrSteps } from '../contract-steps.js';

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
