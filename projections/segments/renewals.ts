import { type Contract, cancelledOnOf, endOf } from '../../domain/account/contract.js';
import { type Keyed, lookUp } from '../../domain/keyed.js';
import type { Dated } from '../../domain/latest.js';
import { type CalendarDate, dayOf } from '../../domain/primitives.js';

type RenewalStep = { readonly day: CalendarDate; readonly renewsOn: CalendarDate | null };

/** Something was agreed by the day it was said or, at the latest, takes effect. */
const agreedOn = <A>({ at }: Dated<A>, effectiveOn: CalendarDate): CalendarDate => {
  const saidOn = dayOf(at);
  return saidOn < effectiveOn ? saidOn : effectiveOn;
};

/** The contract as far as it was agreed by the end of a day. */
const asOf = ({ signed, renewals, cancelled }: Contract, day: CalendarDate): Contract => {
  const was = <A>(said: Dated<A> | undefined, effectiveOn: (value: A) => CalendarDate) =>
    said !== undefined && agreedOn(said, effectiveOn(said.value)) <= day ? said : undefined;
  const renewed = Object.keys(renewals).filter(
    (key) => was(lookUp(renewals, key), ({ startsOn }) => startsOn) !== undefined,
  );
  return {
    signed: was(signed, ({ startsOn }) => startsOn),
    renewals: Object.fromEntries(Object.entries(renewals).filter(([key]) => renewed.includes(key))),
    amendments: {},
    cancelled: was(cancelled, ({ effectiveOn }) => effectiveOn),
  };
};

const turningDays = (contracts: Keyed<Contract>): ReadonlyArray<CalendarDate> => {
  const days = Object.values(contracts).flatMap(({ signed, renewals, cancelled }) => [
    ...[signed, ...Object.values(renewals)].flatMap((term) =>
      term === undefined ? [] : [agreedOn(term, term.value.startsOn), term.value.endsOn],
    ),
    ...(cancelled === undefined ? [] : [agreedOn(cancelled, cancelled.value.effectiveOn), cancelled.value.effectiveOn]),
  ]);
  return [...new Set(days)].sort();
};

/** The first of the days on which a contract that nobody cancelled runs out, as it was agreed by each day that changes it. */
export const renewalSteps = (contracts: Keyed<Contract>): ReadonlyArray<RenewalStep> =>
  turningDays(contracts).map((day) => {
    const ends = Object.values(contracts)
      .map((contract) => asOf(contract, day))
      .flatMap((contract) => (cancelledOnOf(contract) === undefined ? (endOf(contract) ?? []) : []))
      .filter((end) => end > day);
    return { day, renewsOn: ends.sort()[0] ?? null };
  });
