import { lookUp } from '../../domain/keyed.js';
import type { CasePriority } from '../../domain/support-case/events.js';
import { notUnderstood, type Said, type SourcedCommand } from '../translation.js';
import { caseIdOf, refIn } from '../vendor-ids.js';
import { type ChangeContext, placedAs } from './record-change.js';
import { createdIn, meantIn, said, saying, type ToSaid, tied } from './saying.js';
import { timeOf } from './values.js';

const PRIORITIES: Readonly<Record<string, CasePriority>> = {
  low: 'low',
  medium: 'normal',
  normal: 'normal',
  high: 'high',
  urgent: 'urgent',
  critical: 'urgent',
};

const caseIn = ({ connection, change }: ChangeContext) => ({
  caseId: caseIdOf(refIn(connection, change.id)),
  occurredAt: change.at,
});

const prioritised = (context: ChangeContext): ReadonlyArray<Said> => {
  const value = meantIn(context, 'Case').get('priority')?.value ?? '';
  if (value === '') return [];
  const priority = lookUp(PRIORITIES, value.toLowerCase());
  if (priority === undefined) return [notUnderstood(`priority of Case ${value}`)];
  const data = { ...caseIn(context), priority };
  return [said(saying(context, 'priority', { type: 'ChangeCasePriority', data }, priority))];
};

/** A case is over since the day it names, and whoever sees one that is not over knows it to be open. */
const status = (context: ChangeContext): ReadonlyArray<SourcedCommand> => {
  const { change } = context;
  const closed = change.fields.get('IsClosed') ?? undefined;
  const named = timeOf(change.fields.get('ClosedDate') ?? '');
  if (closed === undefined && change.fields.get('Status') !== 'Closed' && named === undefined) return [];
  if (closed === 'false') return [saying(context, 'reopened', { type: 'ReopenCase', data: caseIn(context) })];
  const at = named === undefined ? change.at : placedAs(change, named);
  return [saying(context, 'solved', { type: 'SolveCase', data: { ...caseIn(context), occurredAt: at } }, at)];
};

export const caseSaid: ToSaid = (context) => {
  const one = caseIn(context);
  const link = said(...tied(context, (accountId) => ({ type: 'LinkCase', data: { ...one, accountId } })));
  if (context.change.is === 'deleted') return [link];
  const created = createdIn(context, timeOf);
  const opened =
    created === undefined
      ? []
      : [
          saying(
            context,
            'opened',
            { type: 'OpenCase', data: { ...one, occurredAt: created, channel: 'ticket' } },
            created,
          ),
        ];
  return [link, said(...opened, ...status(context)), ...prioritised(context)];
};
