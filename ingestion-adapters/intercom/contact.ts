import { present } from '../../domain/personal-data.js';
import type { Timestamp } from '../../domain/primitives.js';
import { saying } from '../saying.js';
import { markOf } from '../tell-apart.js';
import { invalid, type Said, type SourcedCommand } from '../translation.js';
import { refIn, stakeholderIdOf } from '../vendor-ids.js';
import type { Contact } from './payload.js';
import { companyIn, customerIn, type RecordContext } from './subject.js';

const stakeholderIn = ({ connection }: RecordContext, id: string, occurredAt: Timestamp) => ({
  stakeholderId: stakeholderIdOf(refIn(connection, id)),
  occurredAt,
});

/** Intercom has a whole name; the last word of several is taken for the family's. */
const namesIn = (name: string): readonly [string, string] => {
  const words = name.trim().split(/\s+/);
  return words.length < 2 ? [words[0] ?? '', ''] : [words.slice(0, -1).join(' '), words.at(-1) ?? ''];
};

const identified = async (
  context: RecordContext,
  { id, name, email, role }: Contact,
  at: Timestamp,
): Promise<ReadonlyArray<SourcedCommand>> => {
  const saysNames = name !== undefined;
  const saysEmail = email !== undefined;
  if (!saysNames && !saysEmail && role !== 'user') return [];
  const [firstName, lastName] = namesIn(name ?? '');
  const subject = saysNames || saysEmail ? await context.personOf(id) : undefined;
  const about = (said: boolean, value: string) => (said && subject !== undefined ? present(subject, value) : null);
  const data = {
    ...stakeholderIn(context, id, at),
    firstName: about(saysNames, firstName),
    lastName: about(saysNames, lastName),
    email: about(saysEmail, email ?? ''),
    title: null,
    role: role === 'user' ? ('user' as const) : null,
  };
  const mark = markOf(name ?? '', email ?? '');
  const said = [saysNames && 'name', saysEmail && 'email', data.role].filter((what) => typeof what === 'string');
  return [saying(context, `contact/${id}`, { type: 'IdentifyStakeholder', data }, ...said, mark)];
};

/** The first of its companies is the contact's; what the contact did before it was known counts for that company too. */
const tied = (context: RecordContext, { id, companies }: Contact, at: Timestamp): ReadonlyArray<SourcedCommand> => {
  if (companies === undefined) return [];
  const record = `contact/${id}`;
  const stakeholder = stakeholderIn(context, id, at);
  const [first] = companies;
  if (first === undefined) {
    return [saying(context, record, { type: 'LinkStakeholder', data: { ...stakeholder, accountId: null } }, '')];
  }
  const company = companyIn(context, first.id, at);
  const customer = customerIn(context, id, at);
  const into = company.accountId;
  return [
    company,
    customer,
    saying(context, record, { type: 'LinkStakeholder', data: { ...stakeholder, accountId: into } }, into),
    saying(
      context,
      record,
      { type: 'MergeAccount', data: { accountId: customer.accountId, occurredAt: at, into } },
      into,
    ),
  ];
};

export const contactLeft = (id: string, context: RecordContext, at: Timestamp): Said => ({
  _tag: 'Commands',
  commands: [saying(context, `contact/${id}`, { type: 'RecordDeparture', data: stakeholderIn(context, id, at) })],
});

export const contactReturned = (id: string, context: RecordContext, at: Timestamp): SourcedCommand =>
  saying(context, `contact/${id}`, { type: 'RecordReturn', data: stakeholderIn(context, id, at) });

/** What a contact says, pushed or pulled; of one that is archived or deleted there may be no more than the id. */
export const contactSaid = async (contact: Contact, context: RecordContext): Promise<Said> => {
  const { id, last_replied_at } = contact;
  const at = contact.updated_at ?? context.sentAt;
  if (contact.archived === true || contact.deleted === true) {
    const since = context.sentAt ?? at;
    return since === undefined ? invalid('/updated_at', 'is required') : contactLeft(id, context, since);
  }
  if (at === undefined) return invalid('/updated_at', 'is required');
  const engagement = { ...stakeholderIn(context, id, last_replied_at ?? at), engagement: 'other' as const };
  const commands = [
    ...(await identified(context, contact, at)),
    ...tied(context, contact, at),
    ...(last_replied_at === undefined
      ? []
      : [saying(context, `contact/${id}`, { type: 'RecordEngagement', data: engagement })]),
  ];
  return { _tag: 'Commands', commands };
};
