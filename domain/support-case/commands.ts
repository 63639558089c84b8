import * as t from 'io-ts';
import { commandTo } from '../event.js';
import * as events from './events.js';

export const OpenCase = commandTo('OpenCase', events.CaseOpened);
export const LinkCase = commandTo('LinkCase', events.CaseLinked);
export const ChangeCasePriority = commandTo('ChangeCasePriority', events.CasePriorityChanged);
export const ReopenCase = commandTo('ReopenCase', events.CaseReopened);
export const SolveCase = commandTo('SolveCase', events.CaseSolved);
export const RateCaseSatisfaction = commandTo('RateCaseSatisfaction', events.CaseSatisfactionRated);

export const SupportCaseCommand = t.union(
  [OpenCase, LinkCase, ChangeCasePriority, ReopenCase, SolveCase, RateCaseSatisfaction],
  'SupportCaseCommand',
);
export type SupportCaseCommand = t.TypeOf<typeof SupportCaseCommand>;
