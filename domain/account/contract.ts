import { isPositive, isZero, sumOf } from '../decimal.js';
import { type Keyed, lookUp } from '../keyed.js';
import { type Dated, latest } from '../latest.js';
import type { CalendarDate, Currency, Money } from '../primitives.js';
import type { AccountEvent } from './events.js';

export type Term = { readonly arr: Money; readonly startsOn: CalendarDate; readonly endsOn: CalendarDate };
type Cancellation = { readonly effectiveOn: CalendarDate; readonly reason: string | null };

/** What was said about one contract. Renewals and amendments are kept by the day they take effect. */
export type Contract = {
  readonly signed: Dated<Term> | undefined;
  readonly renewals: Keyed<Dated<Term>>;
  readonly amendments: Keyed<Dated<Money>>;
  readonly cancelled: Dated<Cancellation> | undefined;
};

export type ContractEvent = Extract<AccountEvent, { data: { contractId: unknown } }>;

export const newContract: Contract = { signed: undefined, renewals: {}, amendments: {}, cancelled: undefined };

export const termOf = ({ data }: ContractEvent & { type: 'ContractSigned' | 'ContractRenewed' }): Dated<Term> => ({
  at: data.occurredAt,
  value: { arr: data.arr, startsOn: 'startsOn' in data ? data.startsOn : data.effectiveOn, endsOn: data.endsOn },
});

export const evolveContract = (contract: Contract, event: ContractEvent): Contract => {
  switch (event.type) {
    case 'ContractSigned':
      return { ...contract, signed: latest(contract.signed, termOf(event)) };
    case 'ContractRenewed': {
      const { effectiveOn } = event.data;
      const renewal = latest(lookUp(contract.renewals, effectiveOn), termOf(event));
      return { ...contract, renewals: { ...contract.renewals, [effectiveOn]: renewal } };
    }
    case 'ContractAmended': {
      const { effectiveOn, arr, occurredAt } = event.data;
      const amendment = latest(lookUp(contract.amendments, effectiveOn), { value: arr, at: occurredAt });
      return { ...contract, amendments: { ...contract.amendments, [effectiveOn]: amendment } };
    }
    case 'ContractCancelled': {
      const { effectiveOn, reason, occurredAt } = event.data;
      return { ...contract, cancelled: latest(contract.cancelled, { value: { effectiveOn, reason }, at: occurredAt }) };
    }
  }
};

const byStart = (a: Dated<Term>, b: Dated<Term>): number =>
  Number(a.value.startsOn > b.value.startsOn) - Number(a.value.startsOn < b.value.startsOn);

const termsOf = ({ signed, renewals }: Contract): ReadonlyArray<Dated<Term>> =>
  [...(signed === undefined ? [] : [signed]), ...Object.values(renewals)].sort(byStart);

/** A term that was agreed after the cancellation takes it back. */
export const cancelledOnOf = (contract: Contract): CalendarDate | undefined => {
  const { cancelled } = contract;
  if (cancelled === undefined) return undefined;
  return termsOf(contract).some(({ at }) => at > cancelled.at) ? undefined : cancelled.value.effectiveOn;
};

/** The day the contract is over, unless it is renewed; `undefined` while no term of it is known. */
export const endOf = (contract: Contract): CalendarDate | undefined => {
  const ends = termsOf(contract).map(({ value }) => value.endsOn);
  const cancelledOn = cancelledOnOf(contract);
  const end = ends.toSorted().at(-1);
  return end !== undefined && cancelledOn !== undefined && cancelledOn < end ? cancelledOn : end;
};

/** The term that covers the day with the yearly value then agreed; `undefined` when the contract does not run on it. */
export const runningTerm = (contract: Contract, day: CalendarDate): Term | undefined => {
  const cancelledOn = cancelledOnOf(contract);
  if (cancelledOn !== undefined && day >= cancelledOn) return undefined;
  const term = termsOf(contract).findLast(({ value }) => value.startsOn <= day && day < value.endsOn)?.value;
  if (term === undefined) return undefined;
  const amendedOn = Object.keys(contract.amendments)
    .filter((on) => term.startsOn <= on && on <= day)
    .sort()
    .at(-1);
  const amended = amendedOn === undefined ? undefined : lookUp(contract.amendments, amendedOn);
  return amended === undefined ? term : { ...term, arr: amended.value };
};

const isStandaloneRenewal = (contract: Contract): boolean => contract.signed === undefined;

/** The yearly value that runs on a day, one amount a currency, ordered by currency; empty when nothing runs. */
export const arrOn = (contracts: Keyed<Contract>, day: CalendarDate): ReadonlyArray<Money> => {
  const running = Object.values(contracts).flatMap((contract) => {
    const term = runningTerm(contract, day);
    return term === undefined || isZero(term.arr.amount) ? [] : [{ contract, term }];
  });
  const renewals = running.filter(({ contract, term }) => isStandaloneRenewal(contract) && isPositive(term.arr.amount));
  const counted = running.filter(
    ({ term }) => !renewals.some((r) => term.startsOn < r.term.startsOn && term.endsOn <= r.term.endsOn),
  );
  const currencies = [...new Set(counted.map(({ term }) => term.arr.currency))].sort() as ReadonlyArray<Currency>;
  return currencies.map((currency) => ({
    currency,
    amount: sumOf(counted.flatMap(({ term }) => (term.arr.currency === currency ? [term.arr.amount] : []))),
  }));
};

/** The days on which what runs can change, in order. */
export const turningDays = (contracts: Keyed<Contract>): ReadonlyArray<CalendarDate> => {
  const days = Object.values(contracts).flatMap(({ signed, renewals, amendments, cancelled }) => [
    ...[signed, ...Object.values(renewals)].flatMap((term) =>
      term === undefined ? [] : [term.value.startsOn, term.value.endsOn],
    ),
    ...Object.keys(amendments).map((day) => day as CalendarDate),
    ...(cancelled === undefined ? [] : [cancelled.value.effectiveOn]),
  ]);
  return [...new Set(days)].sort();
};
