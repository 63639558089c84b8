import { saying } from '../saying.js';
import { markOf } from '../tell-apart.js';
import { invalid, type Said, type SourcedCommand } from '../translation.js';
import { refIn, stakeholderIdOf } from '../vendor-ids.js';
import { accountIn, type FactContext, wordsOf } from './fact-context.js';
import type { SurveyFact } from './payload.js';
import { fractionOf } from './scale.js';

/** Each answer of a response, on one scale, as the person who gave it; a nameless one is somebody of their own. */
export const surveySaid = async (fact: SurveyFact, context: FactContext): Promise<Said> => {
  const { timestamp: occurredAt, data } = fact;
  const { response, person } = data;
  const id = person ?? (response === undefined ? undefined : `response/${response}`);
  if (id === undefined) return invalid('/data/person', 'is required where the response has no id');
  const record = person === undefined ? id : `person/${person}`;
  const stakeholder = { stakeholderId: stakeholderIdOf(refIn(context.connection, id)), occurredAt };
  const comment = await wordsOf(context, data.comment, person, record);
  const commands: Array<SourcedCommand> = [];
  if (data.account !== undefined) {
    const account = data.account === null ? undefined : accountIn(context, data.account, occurredAt);
    const link = { ...stakeholder, accountId: account?.accountId ?? null };
    if (account !== undefined) commands.push(account);
    commands.push(saying(context, record, { type: 'LinkStakeholder', data: link }, link.accountId ?? ''));
  }
  for (const [i, { survey, value, scale }] of data.answers.entries()) {
    const score = fractionOf(survey, value, scale);
    if (score === undefined) return invalid(`/data/answers/${i}/value`, `must be on the scale of ${survey}`);
    const answer = { ...stakeholder, survey, score, raw: String(value), comment };
    const marks = [
      response ?? '',
      survey,
      answer.raw,
      String(score),
      comment === null ? '' : markOf(data.comment ?? ''),
    ];
    commands.push(saying(context, record, { type: 'AnswerSurvey', data: answer }, ...marks));
  }
  return { _tag: 'Commands', commands };
};
