import type { SaidFact } from '../../application/ports/feature-inputs.js';
import { movementsOf } from '../../domain/account/arr-movements.js';
import {
  arrOn,
  type Contract,
  type ContractEvent,
  cancelledOnOf,
  endOf,
  evolveContract,
  newContract,
  runningTerm,
  turningDays,
} from '../../domain/account/contract.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { isZero } from '../../domain/decimal.js';
import { type Keyed, lookUp, put } from '../../domain/keyed.js';
import { type CalendarDate, dayOf } from '../../domain/primitives.js';
import type { Entry } from './daily-entries.js';
import { eventsOf } from './facts-of.js';

/** What had been agreed by the end of a day, as far as it was said by then. */
export type ContractStanding = {
  readonly day: CalendarDate;
  /** Yearly value of what runs; `null` while that is in several currencies. */
  readonly arr: number | null;
  readonly running: number;
  /** When the first contract there was began. */
  readonly since: CalendarDate | null;
  /** The first day on which something that runs ends, unless a renewal is agreed. */
  readonly endsOn: CalendarDate | null;
  /** Something that runs was cancelled, and ends early. */
  readonly isCancelled: boolean;
};

const isContractEvent = (event: DomainEvent): event is ContractEvent =>
  event.type === 'ContractSigned' ||
  event.type === 'ContractAmended' ||
  event.type === 'ContractRenewed' ||
  event.type === 'ContractCancelled';

/** A renewal that nobody reported the signing of follows on whatever ends while it runs. */
const isFollowed = (end: CalendarDate, contracts: ReadonlyArray<Contract>): boolean =>
  contracts.some((contract) => {
    const start = Object.values(contract.renewals)
      .map(({ value }) => value.startsOn)
      .sort()[0];
    const until = endOf(contract);
    return contract.signed === undefined && start !== undefined && start <= end && until !== undefined && until > end;
  });

/** What a contract was taken for before it was known better is said to be worth nothing. */
const isWorthSomething = ({ signed, renewals }: Contract): boolean =>
  [signed, ...Object.values(renewals)].some((term) => term !== undefined && !isZero(term.value.arr.amount));

const standingOn = (contracts: Keyed<Contract>, day: CalendarDate): ContractStanding => {
  const all = Object.values(contracts).filter(isWorthSomething);
  const running = all.filter((contract) => runningTerm(contract, day) !== undefined);
  const ends = running.flatMap((contract) => endOf(contract) ?? []).filter((end) => !isFollowed(end, all));
  const starts = all.flatMap(({ signed, renewals }) =>
    [signed, ...Object.values(renewals)].flatMap((term) => term?.value.startsOn ?? []),
  );
  const [value, another] = arrOn(contracts, day);
  return {
    day,
    arr: another === undefined ? Number(value?.amount ?? 0) : null,
    running: running.length,
    since: starts.sort()[0] ?? null,
    endsOn: ends.sort()[0] ?? null,
    isCancelled: running.some((contract) => cancelledOnOf(contract) !== undefined),
  };
};

/** How it stood from each day on that can have changed it, in order; a fact counts from the day it was said. */
export const contractStandings = (
  facts: ReadonlyArray<SaidFact>,
  to: CalendarDate,
): ReadonlyArray<ContractStanding> => {
  const events = eventsOf(facts, isContractEvent);
  const saidOn = [...new Set(events.map(({ data }) => dayOf(data.occurredAt)))];
  let contracts: Keyed<Contract> = {};
  let place = 0;
  return saidOn.flatMap((day, i) => {
    for (let event = events[place]; event !== undefined && dayOf(event.data.occurredAt) <= day; event = events[place]) {
      const key = `${event.data.accountId} ${event.data.contractId}`;
      contracts = put(contracts, key, evolveContract(lookUp(contracts, key) ?? newContract, event));
      place += 1;
    }
    const next = saidOn[i + 1];
    const turning = turningDays(contracts).filter((turn) => turn > day && (next === undefined || turn < next));
    return [day, ...turning].filter((each) => each <= to).map((each) => standingOn(contracts, each));
  });
};

/** The yearly value as a level, and each change of it as a flow. */
export const arrEntries = (standings: ReadonlyArray<ContractStanding>): ReadonlyArray<Entry> => {
  const values = standings.flatMap(({ day, arr }) => (arr === null ? [] : [{ day, value: arr }]));
  return [
    ...values.map(({ day, value }) => ({ name: 'arr', day, value })),
    ...movementsOf(values).map(({ metric, day, by }) => ({ name: metric, day, value: by })),
  ];
};
