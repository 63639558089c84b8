import { saying } from '../saying.js';
import { markOf } from '../tell-apart.js';
import { invalid, notUnderstood, type Said, type SourcedCommand } from '../translation.js';
import { caseIdOf, refIn } from '../vendor-ids.js';
import { accountIn, type FactContext, wordsOf } from './fact-context.js';
import type { CaseFact } from './payload.js';
import { fractionOf } from './scale.js';

const said = (...commands: ReadonlyArray<SourcedCommand>): Said => ({ _tag: 'Commands', commands });

/** A fact about a case, and whose case it is where the fact says that too. */
export const caseSaid = async (type: string, fact: CaseFact, context: FactContext): Promise<Said> => {
  const { timestamp: occurredAt, data } = fact;
  const record = `case/${data.case}`;
  const inCase = { caseId: caseIdOf(refIn(context.connection, data.case)), occurredAt };
  const account = typeof data.account === 'string' ? accountIn(context, data.account, occurredAt) : undefined;
  const accountId = data.account === null ? null : account?.accountId;
  const link =
    accountId === undefined
      ? []
      : [saying(context, record, { type: 'LinkCase', data: { ...inCase, accountId } }, accountId ?? '')];
  const known = [...(account === undefined ? [] : [account]), ...link];
  switch (type) {
    case 'case.opened': {
      const channel = data.channel ?? 'ticket';
      return said(...known, saying(context, record, { type: 'OpenCase', data: { ...inCase, channel } }, channel));
    }
    case 'case.linked':
      return accountId === undefined ? invalid('/data/account', 'is required') : said(...known);
    case 'case.replied':
      return said(...known, saying(context, record, { type: 'RecordReply', data: inCase }));
    case 'case.solved':
      return said(...known, saying(context, record, { type: 'SolveCase', data: inCase }));
    case 'case.reopened':
      return said(...known, saying(context, record, { type: 'ReopenCase', data: inCase }));
    case 'case.prioritised': {
      const { priority } = data;
      if (priority === undefined) return invalid('/data/priority', 'is required');
      const command = { type: 'ChangeCasePriority', data: { ...inCase, priority } } as const;
      return said(...known, saying(context, record, command, priority));
    }
    case 'case.rated': {
      const { rating, scale, comment, person } = data;
      if (rating === undefined) return invalid('/data/rating', 'is required');
      const score = fractionOf('csat', rating, scale);
      if (score === undefined) return invalid('/data/rating', 'must be on its scale, or a word such as great');
      const words = await wordsOf(context, comment, person, record);
      const answer = { ...inCase, score, raw: String(rating), comment: words };
      const marks = [answer.raw, String(score), ...(words === null ? [] : [words.subject, markOf(comment ?? '')])];
      return said(...known, saying(context, record, { type: 'RateCaseSatisfaction', data: answer }, ...marks));
    }
    default:
      return notUnderstood(`type ${type}`, known);
  }
};
