import type { AccountId } from '../ids.js';
import { type Dated, earlier, latest } from '../latest.js';
import type { PersonalData } from '../personal-data.js';
import type { Timestamp } from '../primitives.js';
import type { CaseChannel, CasePriority, CaseSla, SupportCaseEvent } from './events.js';
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
  readonly firstRepliedAt: Timestamp | undefined;
  readonly sla: Dated<CaseSla> | undefined;
  readonly satisfaction: Dated<Satisfaction> | undefined;
  readonly account: Dated<AccountId | null> | undefined;
};

export const initialSupportCase: SupportCaseState = {
  channel: undefined,
  timeline: [],
  priority: undefined,
  firstRepliedAt: undefined,
  sla: undefined,
  satisfaction: undefined,
  account: undefined,
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
    case 'CaseSlaChanged':
      return { ...state, sla: latest(state.sla, { value: event.data.sla, at }) };
    case 'CaseSatisfactionRated': {
      const { score, raw, comment } = event.data;
      return { ...state, satisfaction: latest(state.satisfaction, { value: { score, raw, comment }, at }) };
    }
  }
};

/** `undefined` while nothing was said about it. */
export const statusOf = (supportCase: SupportCaseState): CaseStatus | undefined =>
  statusIntervals(supportCase).at(-1)?.status;
