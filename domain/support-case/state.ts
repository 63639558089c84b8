import type { AccountId, CaseId } from '../ids.js';
import { type Dated, earlier, latest } from '../latest.js';
import type { PersonalData } from '../personal-data.js';
import type { Timestamp } from '../primitives.js';
import type { CaseChannel, CasePriority, SupportCaseEvent } from './events.js';
import { noteBreach, type SlaBreach } from './sla.js';
import { type CaseStatus, placeOnTimeline, type StatusFact, statusIntervals } from './timeline.js';

type Satisfaction = {
  readonly score: number;
  readonly raw: string;
  readonly comment: PersonalData<string> | null;
};

export type SupportCaseState = {
  readonly channel: Dated<CaseChannel> | undefined;
  readonly timeline: ReadonlyArray<StatusFact>;
  readonly priority: Dated<CasePriority> | undefined;
  readonly satisfaction: Dated<Satisfaction> | undefined;
  readonly account: Dated<AccountId | null> | undefined;
  /** When the first reply was given. */
  readonly firstRepliedAt: Timestamp | undefined;
  readonly slaBreaches: ReadonlyArray<SlaBreach> | undefined;
  readonly mergedInto: Dated<CaseId> | undefined;
};

export const initialSupportCase: SupportCaseState = {
  channel: undefined,
  timeline: [],
  priority: undefined,
  satisfaction: undefined,
  account: undefined,
  firstRepliedAt: undefined,
  slaBreaches: undefined,
  mergedInto: undefined,
};

const placed = (state: SupportCaseState, fact: StatusFact): SupportCaseState => ({
  ...state,
  timeline: placeOnTimeline(state.timeline, fact),
});

export const evolve = (state: SupportCaseState, event: SupportCaseEvent): SupportCaseState => {
  const at = event.data.occurredAt;
  switch (event.type) {
    case 'CaseOpened':
      return placed(
        { ...state, channel: latest(state.channel, { value: event.data.channel, at }) },
        { at, said: 'opened' },
      );
    case 'CaseReopened':
      return placed(state, { at, said: 'reopened' });
    case 'CaseSolved':
      return placed(state, { at, said: 'solved' });
    case 'CaseLinked':
      return { ...state, account: latest(state.account, { value: event.data.accountId, at }) };
    case 'CasePriorityChanged':
      return { ...state, priority: latest(state.priority, { value: event.data.priority, at }) };
    case 'CaseReplied':
      return { ...state, firstRepliedAt: earlier(state.firstRepliedAt, at) };
    case 'CaseSatisfactionRated': {
      const { score, raw, comment } = event.data;
      return { ...state, satisfaction: latest(state.satisfaction, { value: { score, raw, comment }, at }) };
    }
    case 'CaseSlaBreached': {
      const { metric, exact } = event.data;
      return { ...state, slaBreaches: noteBreach(state.slaBreaches, { at, metric, exact, withdrawn: false }) };
    }
    case 'CaseSlaBreachWithdrawn': {
      const { metric } = event.data;
      return { ...state, slaBreaches: noteBreach(state.slaBreaches, { at, metric, exact: true, withdrawn: true }) };
    }
    case 'CaseDeleted':
      return placed(state, { at, said: 'deleted' });
    case 'CaseRestored':
      return placed(state, { at, said: 'restored' });
    case 'CaseMerged':
      return { ...state, mergedInto: latest(state.mergedInto, { value: event.data.into, at }) };
  }
};

type Timeline = Pick<SupportCaseState, 'timeline'>;

const secondsSinceOpening = ({ timeline }: Timeline, until: Timestamp | undefined): number | undefined => {
  const opened = timeline.find(({ said }) => said === 'opened');
  if (opened === undefined || until === undefined) return undefined;
  return Math.max(0, Date.parse(until) - Date.parse(opened.at)) / 1000;
};

/** From opening to the first reply; `undefined` while either is not known. */
export const secondsToFirstReply = (supportCase: SupportCaseState): number | undefined =>
  secondsSinceOpening(supportCase, supportCase.firstRepliedAt);

/** When a case that is solved came to be so, the last time; `undefined` of any other. */
export const solvedSince = (supportCase: Timeline): Timestamp | undefined => {
  const last = statusIntervals(supportCase).at(-1);
  return last?.status === 'solved' ? last.from : undefined;
};

/** From opening to when it was solved the last time; `undefined` unless it is solved, and its opening known. */
export const secondsToSolution = (supportCase: Timeline): number | undefined =>
  secondsSinceOpening(supportCase, solvedSince(supportCase));

/** `undefined` while nothing was said about it. */
export const statusOf = (supportCase: SupportCaseState): CaseStatus | undefined =>
  statusIntervals(supportCase).at(-1)?.status;
