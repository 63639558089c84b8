import { cancelledOnOf, type Contract as HeldContract, runningTerm } from '../../domain/account/contract.js';
import type { ProfileField } from '../../domain/account/events.js';
import { recordRemovedAt } from '../../domain/account/presence.js';
import { type AccountState, refKey } from '../../domain/account/state.js';
import { type CohortState, membersIn } from '../../domain/cohort/state.js';
import type { CalendarDate } from '../../domain/primitives.js';
import type { AccountDetail, Cohort, Contract } from './answers.js';

/** The term that runs, or else the one that starts last. */
const termOf = (contract: HeldContract, today: CalendarDate) =>
  runningTerm(contract, today) ??
  [...(contract.signed === undefined ? [] : [contract.signed]), ...Object.values(contract.renewals)]
    .map(({ value }) => value)
    .toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
    .at(-1);

const contractsOf = (members: ReadonlyArray<AccountState>, today: CalendarDate): ReadonlyArray<Contract> =>
  members
    .flatMap(({ contracts }) => Object.entries(contracts))
    .flatMap(([contractId, contract]) => {
      const term = termOf(contract, today);
      if (term === undefined) return [];
      const { arr, startsOn, endsOn } = term;
      const cancelledOn = cancelledOnOf(contract) ?? null;
      return [{ contractId, arr: arr.amount, currency: arr.currency, startsOn, endsOn, cancelledOn }];
    })
    .toSorted((a, b) =>
      a.startsOn === b.startsOn ? (a.contractId < b.contractId ? -1 : 1) : a.startsOn < b.startsOn ? -1 : 1,
    );

/** Each cohort once, with how many of the group are in it. */
export const cohortsIn = (states: ReadonlyArray<CohortState>): ReadonlyArray<Cohort> => {
  const byRef = new Map<string, Cohort>();
  for (const state of states) {
    const members = membersIn(state);
    if (state.cohort === undefined || members === 0) continue;
    const ref = state.cohort.value;
    const key = refKey(ref);
    const before = byRef.get(key);
    const name = state.name?.value ?? before?.name ?? null;
    byRef.set(key, { ...ref, name, members: (before?.members ?? 0) + members });
  }
  return [...byRef.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cohort]) => cohort);
};

/** What a list leaves out. `members`: the states of the group, its root first. */
export const detailOf = (
  members: ReadonlyArray<AccountState>,
  today: CalendarDate,
): Pick<AccountDetail, 'employees' | 'annualRevenue' | 'owner' | 'refs' | 'contracts'> => {
  const first = (field: ProfileField): string | null =>
    members.map(({ profile }) => profile[field]?.value ?? null).find((value) => value !== null) ?? null;
  return {
    employees: first('employees'),
    annualRevenue: first('annualRevenue'),
    owner: first('owner'),
    refs: members.flatMap((member) =>
      Object.values(member.refs).map(({ ref }) => ({ ...ref, removedAt: recordRemovedAt(member, ref) ?? null })),
    ),
    contracts: contractsOf(members, today),
  };
};
