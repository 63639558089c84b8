import type { Command } from '../application/commands.js';
import { CaseOutcome } from '../application/mapping/targets.js';
import { present } from '../domain/personal-data.js';
import { DecimalString, NonEmptyString, Timestamp } from '../domain/primitives.js';
import { CasePriority } from '../domain/support-case/events.js';
import { accountOf, deletedAt, type MappedContext, saying, statedAs } from './mapped-record.js';
import type { SourcedCommand } from './translation.js';
import { caseIdOf, refIn } from './vendor-ids.js';

const ratingOf = (context: MappedContext): ReadonlyArray<Command & { type: 'RateCaseSatisfaction' }> => {
  const { connection, record, person } = context;
  const score = statedAs(context, 'score', DecimalString);
  if (score === undefined) return [];
  const comment = statedAs(context, 'comment', NonEmptyString);
  const data = {
    caseId: caseIdOf(refIn(connection, record.id)),
    occurredAt: score.at,
    score: Number(score.value),
    raw: statedAs(context, 'rating', NonEmptyString)?.value ?? score.value,
    comment: comment === undefined || person === undefined ? null : present(person, `${comment.value}`),
  };
  return [{ type: 'RateCaseSatisfaction', data }];
};

/** A deleted case is over. What is open when it changes has been open, or is again. */
export const mappedSupportCase = (context: MappedContext): ReadonlyArray<SourcedCommand> => {
  const { connection, record, receipt } = context;
  const caseId = caseIdOf(refIn(connection, record.id));
  const said = (what: string, command: Command) => saying(context, what, command);
  const openedAt = statedAs(context, 'openedAt', Timestamp);
  const priority = statedAs(context, 'priority', CasePriority);
  const status = statedAs(context, 'status', CaseOutcome);
  const solvedAt = deletedAt(context) ?? (status?.value === 'solved' ? status.at : undefined);
  const wentOn = status?.value === 'open' && openedAt !== undefined && record.changedAt > openedAt.value;
  const link = accountOf(context);
  const ofCase = (occurredAt: Timestamp) => ({ caseId, occurredAt });
  return [
    ...(openedAt === undefined
      ? []
      : [said('opened', { type: 'OpenCase', data: { ...ofCase(openedAt.value), channel: 'ticket' } })]),
    ...(priority === undefined
      ? []
      : [
          said('priority', {
            type: 'ChangeCasePriority',
            data: { ...ofCase(priority.at), priority: priority.value },
          }),
        ]),
    ...(solvedAt !== undefined
      ? [said('solved', { type: 'SolveCase', data: ofCase(solvedAt) })]
      : wentOn
        ? [said('reopened', { type: 'ReopenCase', data: ofCase(status.at) })]
        : []),
    ...ratingOf(context).map((rated) => saying(context, 'rated', rated, [rated.data.occurredAt, receipt])),
    ...(link === undefined || link.account === null ? [] : [link.account]),
    ...(link === undefined
      ? []
      : [
          said('linked', {
            type: 'LinkCase',
            data: { ...ofCase(link.at), accountId: link.account?.accountId ?? null },
          }),
        ]),
  ];
};
