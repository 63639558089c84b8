import type { SaidFact } from '../../application/ports/feature-inputs.js';
import type { DomainEvent, EventOf } from '../../domain/catalogue.js';
import { addDays, type CalendarDate, dayOf } from '../../domain/primitives.js';
import type { ContractStanding } from '../features/contract-standings.js';
import { eventsOf } from '../features/facts-of.js';

/** While an account is a customer: `[from, leftOn)`, open while it has not left. */
export type CustomerSpan = { readonly from: CalendarDate; readonly leftOn: CalendarDate | null };

/** A renewal that is signed late is no leave: whoever pays again within so many days had not left. */
export const GRACE_DAYS = 45;

const isStage = (event: DomainEvent): event is EventOf<'LifecycleStageChanged'> =>
  event.type === 'LifecycleStageChanged';

type Step = { readonly day: CalendarDate; readonly pays: boolean; readonly gone: boolean };

/** Whether something is paid for, and whether it was said that the customer left, from each day on that changes either. */
const stepsOf = (contracts: ReadonlyArray<ContractStanding>, facts: ReadonlyArray<SaidFact>): ReadonlyArray<Step> => {
  const stages = eventsOf(facts, isStage).map(({ data }) => ({
    day: dayOf(data.occurredAt),
    gone: data.stage === 'churned',
  }));
  const days = [...new Set([...contracts, ...stages].map(({ day }) => day))].sort();
  return days.map((day) => {
    const standing = contracts.findLast((one) => one.day <= day);
    return {
      day,
      pays: standing !== undefined && (standing.arr === null || standing.arr > 0),
      gone: stages.findLast((one) => one.day <= day)?.gone ?? false,
    };
  });
};

/**
 * The spans in which an account was a customer: it pays, and nobody said that it left. It leaves on the day it was said to have
 * left or, where nobody said so, on which the last contract ended, unless it is a customer again within `GRACE_DAYS`.
 */
export const customerSpans = (
  contracts: ReadonlyArray<ContractStanding>,
  facts: ReadonlyArray<SaidFact>,
): ReadonlyArray<CustomerSpan> => {
  const spans: Array<{ from: CalendarDate; leftOn: CalendarDate | null }> = [];
  let isCustomer = false;
  for (const { day, pays, gone } of stepsOf(contracts, facts)) {
    const now = pays && !gone;
    if (now === isCustomer) continue;
    isCustomer = now;
    const last = spans.at(-1);
    if (!now && last !== undefined) last.leftOn = day;
    else if (last?.leftOn && day <= addDays(last.leftOn, GRACE_DAYS)) last.leftOn = null;
    else spans.push({ from: day, leftOn: null });
  }
  return spans;
};
