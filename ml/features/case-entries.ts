import type { SaidFact } from '../../application/ports/feature-inputs.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { type CalendarDate, dayOf, type Timestamp } from '../../domain/primitives.js';
import type { SupportCaseEvent } from '../../domain/support-case/events.js';
import { standingBreaches } from '../../domain/support-case/sla.js';
import { evolve, initialSupportCase, secondsToFirstReply } from '../../domain/support-case/state.js';
import { statusIntervals } from '../../domain/support-case/timeline.js';
import { type Entry, levelsFrom } from './daily-entries.js';
import { eventsOf, groupedBy } from './facts-of.js';

const isCaseEvent = (event: DomainEvent): event is SupportCaseEvent => 'caseId' in event.data;

const on = (at: Timestamp): CalendarDate => dayOf(at);
const HOUR_MS = 3_600_000;

const isSevere = (event: SupportCaseEvent): boolean =>
  event.type === 'CasePriorityChanged' && (event.data.priority === 'high' || event.data.priority === 'urgent');

const ratingsIn = (events: ReadonlyArray<SupportCaseEvent>): ReadonlyArray<Entry> =>
  events.flatMap((event) =>
    event.type === 'CaseSatisfactionRated'
      ? [{ name: 'csat', day: on(event.data.occurredAt), value: event.data.score }]
      : [],
  );

const flowsOf = (events: ReadonlyArray<SupportCaseEvent>): ReadonlyArray<Entry> => {
  const state = events.reduce(evolve, initialSupportCase);
  const opened = state.timeline.find(({ said }) => said === 'opened')?.at;
  const severe = events.find(isSevere)?.data.occurredAt;
  const replied = secondsToFirstReply(state);
  const isOpenedBy = (at: Timestamp): boolean => opened !== undefined && opened <= at;
  const hoursUntil = (at: Timestamp): number => Math.max(0, Date.parse(at) - Date.parse(opened ?? at)) / HOUR_MS;
  const solved = statusIntervals(state).filter(({ status }) => status === 'solved');
  const named = (name: string, at: Timestamp, value = 1): Entry => ({ name, day: on(at), value });
  return [
    ...(opened === undefined ? [] : [named('tickets_opened', opened)]),
    ...(severe === undefined ? [] : [named('tickets_severe', severe)]),
    ...events.flatMap(({ type, data }) =>
      type === 'CaseReopened' ? [named('tickets_reopened', data.occurredAt)] : [],
    ),
    ...solved.map(({ from }) => named('tickets_solved', from)),
    ...solved
      .filter(({ from }) => isOpenedBy(from))
      .map(({ from }) => named('resolution_hours', from, hoursUntil(from))),
    ...(replied === undefined || state.firstRepliedAt === undefined || !isOpenedBy(state.firstRepliedAt)
      ? []
      : [named('first_reply_hours', state.firstRepliedAt, replied / 3600)]),
    ...standingBreaches(state.slaBreaches).map(({ at }) => named('sla_breaches', at)),
    ...ratingsIn(events),
  ];
};

/** A case is open from when it is worked on until it is solved, or gone. */
const backlogChanges = (events: ReadonlyArray<SupportCaseEvent>): ReadonlyArray<Entry> =>
  statusIntervals(events.reduce(evolve, initialSupportCase)).flatMap(({ status, from, until }) =>
    status !== 'open'
      ? []
      : [
          { name: 'open_tickets', day: on(from), value: 1 },
          ...(until === null ? [] : [{ name: 'open_tickets', day: on(until), value: -1 }]),
        ],
  );

/**
 * What support cases say day by day. A later fact adds to its own day and takes nothing back: a case that was deleted was
 * opened once all the same.
 */
export const caseEntries = (facts: ReadonlyArray<SaidFact>): ReadonlyArray<Entry> => {
  const cases = groupedBy(eventsOf(facts, isCaseEvent), ({ data }) => data.caseId);
  return [...cases.flatMap(flowsOf), ...levelsFrom(cases.flatMap(backlogChanges))];
};
