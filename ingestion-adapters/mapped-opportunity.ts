import type { Command } from '../application/commands.js';
import { OpportunityOutcome } from '../application/mapping/targets.js';
import type { AccountId } from '../domain/ids.js';
import { OpportunityKind } from '../domain/opportunity/events.js';
import { CalendarDate, Currency, DecimalString, NonEmptyString, Timestamp } from '../domain/primitives.js';
import { accountOf, deletedAt, type MappedContext, saying, statedAs, statedBy } from './mapped-record.js';
import { usualCurrency } from './mapped-values.js';
import type { SourcedCommand } from './translation.js';
import { opportunityIdOf, refIn } from './vendor-ids.js';

const DESCRIBED = {
  name: NonEmptyString,
  kind: OpportunityKind,
  arr: DecimalString,
  amount: DecimalString,
  currency: Currency,
  closesOn: CalendarDate,
} as const;

/** A deleted opportunity counts for no account any more; named again later, it is back. */
export const mappedOpportunity = (context: MappedContext): ReadonlyArray<SourcedCommand> => {
  const opportunityId = opportunityIdOf(refIn(context.connection, context.record.id));
  const said = (what: string, command: Command) => saying(context, what, command);
  const described = Object.entries(DESCRIBED).flatMap(([field, codec]) => {
    const said = statedBy(context, field);
    if (said === undefined || !(said.value === null || codec.is(said.value))) return [];
    const usual = field === 'arr' || field === 'amount' ? usualCurrency(context) : null;
    const changes = { ...(usual === null ? {} : { presumedCurrency: usual }), [field]: said.value };
    const data = { opportunityId, occurredAt: said.at, changes };
    return [saying(context, field, { type: 'DescribeOpportunity', data })];
  });
  const openedAt = statedAs(context, 'openedAt', Timestamp);
  const stage = statedAs(context, 'stage', NonEmptyString);
  const status = statedAs(context, 'status', OpportunityOutcome);
  const reason = statedAs(context, 'lostReason', NonEmptyString);
  const deleted = deletedAt(context);
  const link = accountOf(context);
  const linkTo = (occurredAt: Timestamp, accountId: AccountId | null) =>
    said('linked', { type: 'LinkOpportunity', data: { opportunityId, occurredAt, accountId } });
  const ended = (at: Timestamp): Command => {
    const data = { opportunityId, occurredAt: at };
    if (status?.value === 'won') return { type: 'WinOpportunity', data };
    return status?.value === 'lost'
      ? { type: 'LoseOpportunity', data: { ...data, reason: reason?.value ?? null } }
      : { type: 'OpenOpportunity', data };
  };
  return [
    ...(openedAt === undefined
      ? []
      : [said('opened', { type: 'OpenOpportunity', data: { opportunityId, occurredAt: openedAt.value } })]),
    ...described,
    ...(stage === undefined
      ? []
      : [
          said('stage', {
            type: 'ChangeOpportunityStage',
            data: { opportunityId, occurredAt: stage.at, stage: stage.value },
          }),
        ]),
    ...(status === undefined ? [] : [said('status', ended(status.at))]),
    ...(link === undefined || link.account === null ? [] : [link.account]),
    ...(deleted !== undefined
      ? [linkTo(deleted, null)]
      : link === undefined
        ? []
        : [linkTo(link.at, link.account?.accountId ?? null)]),
  ];
};
