import { arrOn, type Contract, turningDays } from '../domain/account/contract.js';
import type { Keyed } from '../domain/keyed.js';
import type { CalendarDate, Money } from '../domain/primitives.js';
import type { Cell } from './table.js';

/** The yearly value from a day on, one amount a currency; none while no contract runs. */
export type ArrStep = { readonly day: CalendarDate; readonly arr: ReadonlyArray<Money> };

/** How the yearly value of an account's contracts goes over time: one step each day on which it can change. */
export const arrSteps = (contracts: Keyed<Contract>): ReadonlyArray<ArrStep> =>
  turningDays(contracts).map((day) => ({ day, arr: arrOn(contracts, day) }));

/**
 * The steps as three cells of a row: days, amounts, currencies. An amount is null where the step has several currencies,
 * a currency where it has none or several.
 */
export const arrStepCells = (contracts: Keyed<Contract>): ReadonlyArray<Cell> => {
  const steps = arrSteps(contracts);
  return [
    steps.map(({ day }) => day),
    steps.map(({ arr: [running, another] }) => (another === undefined ? (running?.amount ?? '0') : null)),
    steps.map(({ arr: [running, another] }) => (another === undefined ? (running?.currency ?? null) : null)),
  ];
};
