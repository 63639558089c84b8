import * as t from 'io-ts';
import { commandTo } from '../event.js';
import * as events from './events.js';

const OpenCase = commandTo('OpenCase', events.CaseOpened);
const LinkCase = commandTo('LinkCase', events.CaseLinked);
const ChangeCasePriority = commandTo('ChangeCasePriority', events.CasePriorityChanged);
const ReopenCase = commandTo('ReopenCase', events.CaseReopened);
const SolveCase = commandTo('SolveCase', events.CaseSolved);
const RecordReply = commandTo('RecordReply', events.CaseReplied);
const RateCaseSatisfaction = commandTo('RateCaseSatisfaction', events.CaseSatisfactionRated);
const BreachCaseSla = commandTo('BreachCaseSla', events.CaseSlaBreached);
const WithdrawCaseSlaBreach = commandTo('WithdrawCaseSlaBreach', events.CaseSlaBreachWithdrawn);
const DeleteCase = commandTo('DeleteCase', events.CaseDeleted);
const RestoreCase = commandTo('RestoreCase', events.CaseRestored);
const MergeCase = commandTo('MergeCase', events.CaseMerged);

export const SupportCaseCommand = t.union(
  [
    OpenCase,
    LinkCase,
    ChangeCasePriority,
    ReopenCase,
    SolveCase,
    RateCaseSatisfaction,
    RecordReply,
    BreachCaseSla,
    WithdrawCaseSlaBreach,
    DeleteCase,
    RestoreCase,
    MergeCase,
  ],
  'SupportCaseCommand',
);
export type SupportCaseCommand = t.TypeOf<typeof SupportCaseCommand>;
