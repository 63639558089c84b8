import * as t from 'io-ts';
import { commandTo } from '../event.js';
import * as events from './events.js';

const OpenCase = commandTo('OpenCase', events.CaseOpened);
const LinkCase = commandTo('LinkCase', events.CaseLinked);
const ChangeCasePriority = commandTo('ChangeCasePriority', events.CasePriorityChanged);
const ReopenCase = commandTo('ReopenCase', events.CaseReopened);
const SolveCase = commandTo('SolveCase', events.CaseSolved);
const RecordReply = commandTo('RecordReply', events.CaseReplied);
const ChangeCaseSla = commandTo('ChangeCaseSla', events.CaseSlaChanged);
const RateCaseSatisfaction = commandTo('RateCaseSatisfaction', events.CaseSatisfactionRated);

export const SupportCaseCommand = t.union(
  [OpenCase, LinkCase, ChangeCasePriority, ReopenCase, SolveCase, RecordReply, ChangeCaseSla, RateCaseSatisfaction],
  'SupportCaseCommand',
);
export type SupportCaseCommand = t.TypeOf<typeof SupportCaseCommand>;
