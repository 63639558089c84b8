import type { Command } from '../application/commands.js';
import { present } from '../domain/personal-data.js';
import { NonEmptyString, Timestamp } from '../domain/primitives.js';
import { StakeholderRole } from '../domain/stakeholder/events.js';
import { accountOf, deletedAt, type MappedContext, saying, statedAs } from './mapped-record.js';
import { Flag } from './mapped-values.js';
import type { SourcedCommand } from './translation.js';
import { refIn, stakeholderIdOf } from './vendor-ids.js';

const PERSONAL = ['firstName', 'lastName', 'email', 'title'] as const;
const unsaid = { firstName: null, lastName: null, email: null, title: null, role: null };

type Identify = (Command & { type: 'IdentifyStakeholder' })['data'];

/** Fields of a contact that hold words about a person. */
export const isAboutAPerson = (field: string): boolean => (PERSONAL as ReadonlyArray<string>).includes(field);

/** A deleted contact belongs to no account any more; named again later, it is back. */
export const mappedContact = (context: MappedContext): ReadonlyArray<SourcedCommand> => {
  const { person, record, receipt } = context;
  const stakeholderId = stakeholderIdOf(refIn(context.connection, record.id));
  const identify = (what: string, said: Partial<Identify> & { readonly occurredAt: Timestamp }) => {
    const data = { ...unsaid, ...said, stakeholderId };
    return saying(context, what, { type: 'IdentifyStakeholder', data }, [said.occurredAt, receipt]);
  };
  const named = PERSONAL.flatMap((field) => {
    const said = statedAs(context, field, NonEmptyString);
    if (said === undefined || person === undefined) return [];
    return [identify(field, { occurredAt: said.at, [field]: present(person, said.value) })];
  });
  const role = statedAs(context, 'role', StakeholderRole);
  const engaged = statedAs(context, 'engagedAt', Timestamp);
  const left = statedAs(context, 'left', Flag);
  const deleted = deletedAt(context);
  const link = accountOf(context);
  const linkTo = (occurredAt: Timestamp, accountId: (Command & { type: 'LinkStakeholder' })['data']['accountId']) =>
    saying(context, 'linked', { type: 'LinkStakeholder', data: { stakeholderId, occurredAt, accountId } });
  return [
    ...named,
    ...(role === undefined ? [] : [identify('role', { occurredAt: role.at, role: role.value })]),
    ...(engaged === undefined
      ? []
      : [
          saying(context, 'engaged', {
            type: 'RecordEngagement',
            data: { stakeholderId, occurredAt: engaged.value, engagement: 'other' },
          }),
        ]),
    ...(left?.value === true
      ? [saying(context, 'left', { type: 'RecordDeparture', data: { stakeholderId, occurredAt: left.at } })]
      : []),
    ...(link === undefined || link.account === null ? [] : [link.account]),
    ...(deleted !== undefined
      ? [linkTo(deleted, null)]
      : link === undefined
        ? []
        : [linkTo(link.at, link.account?.accountId ?? null)]),
  ];
};
