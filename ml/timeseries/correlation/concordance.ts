import { normalTail } from '../../statistics/normal.js';
import type { AccountDays, MatchedEvent } from './matched-days.js';

/** How an indicator some days before an event compares with that of matched accounts on the same day. */
export type Concordance = {
  /** Chance that it is higher before an event than where none follows, ties half: 0.5 says nothing. */
  readonly auc: number;
  /** Mean of what it is before the event less what it is at the controls, in standard deviations of the controls. */
  readonly difference: number;
  /** Two-sided, clustered by account: an account that is there often, as a case or as a control, counts once. */
  readonly pValue: number;
  readonly events: number;
  readonly accounts: number;
};

const valueOn = (account: AccountDays, indicator: number, day: number): number =>
  account.indicators[indicator]?.[day] ?? Number.NaN;

const isThere = (value: number): boolean => !Number.isNaN(value);

const orderOf = (value: number, other: number): number => (value > other ? 1 : value === other ? 0.5 : 0);

type Compared = {
  readonly account: number;
  readonly value: number;
  readonly controls: ReadonlyArray<{ readonly account: number; readonly value: number }>;
};

const comparedAt = (
  accounts: ReadonlyArray<AccountDays>,
  matched: ReadonlyArray<MatchedEvent>,
  indicator: number,
  lead: number,
): ReadonlyArray<Compared> =>
  matched.flatMap(({ account, day, controls }) => {
    const at = (place: number) => valueOn(accounts[place] as AccountDays, indicator, day - lead);
    const value = at(account);
    const others = controls
      .map((place) => ({ account: place, value: at(place) }))
      .filter((each) => isThere(each.value));
    return isThere(value) && others.length > 0 ? [{ account, value, controls: others }] : [];
  });

/** Deviations of all comparisons from chance, summed over those that an account takes part in; squares of sums are the variance. Obuchowski 1997, stratified. */
const clusteredError = (compared: ReadonlyArray<Compared>): number => {
  const influence = new Map<number, number>();
  const add = (account: number, deviation: number): void => {
    influence.set(account, (influence.get(account) ?? 0) + deviation);
  };
  for (const { account, value, controls } of compared)
    for (const control of controls) {
      const deviation = (orderOf(value, control.value) - 0.5) / controls.length / compared.length;
      add(account, deviation);
      add(control.account, deviation);
    }
  return Math.sqrt([...influence.values()].reduce((sum, each) => sum + each * each, 0));
};

const meanOf = (values: ReadonlyArray<number>): number => values.reduce((sum, each) => sum + each / values.length, 0);

/** Undefined where no event has a value to compare and a control to compare it with. */
export const concordance = (
  accounts: ReadonlyArray<AccountDays>,
  matched: ReadonlyArray<MatchedEvent>,
  indicator: number,
  lead: number,
): Concordance | undefined => {
  const compared = comparedAt(accounts, matched, indicator, lead);
  if (compared.length === 0) return undefined;
  const auc = meanOf(
    compared.map(({ value, controls }) => meanOf(controls.map((control) => orderOf(value, control.value)))),
  );
  const error = clusteredError(compared);
  const controls = compared.flatMap((each) => each.controls.map(({ value }) => value));
  const mean = meanOf(controls);
  const deviation = Math.sqrt(meanOf(controls.map((value) => (value - mean) ** 2)));
  const difference = meanOf(compared.map((each) => each.value - meanOf(each.controls.map(({ value }) => value))));
  return {
    auc,
    difference: deviation > 0 ? difference / deviation : 0,
    pValue: error > 0 ? Math.min(1, 2 * normalTail(Math.abs(auc - 0.5) / error)) : 1,
    events: compared.length,
    accounts: new Set(compared.map(({ account }) => account)).size,
  };
};
