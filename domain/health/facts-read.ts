import type { DomainEvent, EventOf, EventType } from '../catalogue.js';
import { addDays, type CalendarDate, dayOf } from '../primitives.js';
import type { InputName } from './policy.js';

type Usage = EventOf<'UsageRecorded'>['data'];
type Read = {
  readonly facts: ReadonlyArray<EventType>;
  /** Which usage, where it is not all. */
  readonly usage?: (usage: Usage) => boolean;
  /** After so many days a fact counts otherwise than before, or no more. */
  readonly ages: ReadonlyArray<number>;
};

const isEvents = ({ metric }: Usage): boolean => metric === 'events';

/** What each input is read from; the spans are those of `measures.ts`. */
const readOf: Readonly<Record<InputName, Read>> = {
  usage_trend: { facts: ['UsageRecorded'], usage: isEvents, ages: [28, 55, 56] },
  usage_recency_days: { facts: ['UsageRecorded'], usage: isEvents, ages: [] },
  seat_utilisation: {
    facts: ['UsageRecorded', 'SeatsChanged'],
    usage: ({ metric, feature }) => metric === 'active_users' && feature === null,
    ages: [28],
  },
  features_used: {
    facts: ['UsageRecorded'],
    usage: (usage) => isEvents(usage) && usage.feature !== null,
    ages: [28],
  },
  ticket_load: {
    facts: ['CaseOpened', 'CaseReopened', 'CaseSolved', 'CaseLinked', 'CaseDeleted', 'CaseRestored', 'SeatsChanged'],
    ages: [28],
  },
  csat: { facts: ['CaseSatisfactionRated'], ages: [90] },
  engagement_recency_days: { facts: ['StakeholderEngaged', 'StakeholderLinked'], ages: [] },
  stakeholders_left: { facts: ['StakeholderLeft', 'StakeholderReturned'], ages: [90] },
  arr_change: { facts: ['ContractSigned', 'ContractAmended', 'ContractRenewed', 'ContractCancelled'], ages: [365] },
};

/** The days on which a fact begins, or ceases, to count. */
const turningDays = (event: DomainEvent): ReadonlyArray<CalendarDate> => {
  switch (event.type) {
    case 'UsageRecorded':
      return [dayOf(event.data.window.start)];
    case 'ContractSigned':
      return [event.data.startsOn, event.data.endsOn];
    case 'ContractRenewed':
      return [event.data.effectiveOn, event.data.endsOn];
    case 'ContractAmended':
    case 'ContractCancelled':
      return [event.data.effectiveOn];
    default:
      return [dayOf(event.data.occurredAt)];
  }
};

/** Why a fact can have moved an input: it came in, or it became older than so many days. */
export type Moved = { readonly because: 'happened' } | { readonly because: 'aged'; readonly days: number };

/** The earliest day of usage that can move any input from `day` on. */
export const usageReadFrom = (day: CalendarDate): CalendarDate =>
  addDays(day, -Math.max(...Object.values(readOf).flatMap(({ usage, ages }) => (usage === undefined ? [] : ages))));

/** Whether, and why, a fact can have moved an input between the ends of two days; undefined where it cannot. */
export const movedBy = (
  input: InputName,
  event: DomainEvent,
  span: { readonly from: CalendarDate; readonly to: CalendarDate },
): Moved | undefined => {
  const { facts, usage, ages } = readOf[input];
  if (!facts.includes(event.type)) return undefined;
  if (event.type === 'UsageRecorded' && usage?.(event.data) === false) return undefined;
  const days = turningDays(event);
  if (days.some((day) => day > span.from && day <= span.to)) return { because: 'happened' };
  const age = ages.find((each) => days.some((day) => addDays(day, each) > span.from && addDays(day, each) <= span.to));
  return age === undefined ? undefined : { because: 'aged', days: age };
};
