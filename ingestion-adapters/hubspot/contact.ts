import type { Command } from '../../application/commands.js';
import { lookUp } from '../../domain/keyed.js';
import { present } from '../../domain/personal-data.js';
import type { Engagement, StakeholderRole } from '../../domain/stakeholder/events.js';
import { invalid, notUnderstood, type Said } from '../translation.js';
import { refIn, stakeholderIdOf } from '../vendor-ids.js';
import { companyIn, type ElementContext, saying, sayingOf } from './subject.js';
import { timeOf } from './values.js';

const PERSONAL = {
  firstname: 'firstName',
  lastname: 'lastName',
  email: 'email',
  jobtitle: 'title',
} as const;

/** Whether the values of a property are about the person. */
export const isPersonal = (property: string): boolean => Object.hasOwn(PERSONAL, property);

const ENGAGEMENTS: Readonly<Record<string, Engagement>> = {
  notes_last_contacted: 'note',
  hs_last_sales_activity_timestamp: 'other',
  hs_email_last_reply_date: 'email',
};

/** From the one that decides least to the one that decides most. */
const ROLES: ReadonlyArray<readonly [StakeholderRole, RegExp]> = [
  ['user', /^(end_)?user$|^influencer$/],
  ['decision-maker', /^decision_maker$|^budget_holder$|^executive_sponsor$/],
  ['champion', /^champion$/],
];

const roleOf = (value: string): StakeholderRole => {
  const said = value.split(';').map((role) => role.trim().toLowerCase().replaceAll(/[ -]/g, '_'));
  return ROLES.findLast(([, pattern]) => said.some((role) => pattern.test(role)))?.[0] ?? 'unknown';
};

const unsaid = { firstName: null, lastName: null, email: null, title: null, role: null };

const stakeholderIn = ({ connection, at }: ElementContext, contactId: string) => ({
  stakeholderId: stakeholderIdOf(refIn(connection, contactId)),
  occurredAt: at,
});

export const contactLinked = (context: ElementContext, contactId: string, companyId: string): Said => {
  const company = companyIn(context, companyId);
  const data = { ...stakeholderIn(context, contactId), accountId: company.accountId };
  return sayingOf(context, company, { type: 'LinkStakeholder', data });
};

export const contactUnlinked = (context: ElementContext, contactId: string): Said =>
  saying(context, { type: 'LinkStakeholder', data: { ...stakeholderIn(context, contactId), accountId: null } });

export const contactLeft = (context: ElementContext, contactId: string): Said =>
  saying(context, { type: 'RecordDeparture', data: stakeholderIn(context, contactId) });

export const contactReturned = (context: ElementContext, contactId: string): Said =>
  saying(context, { type: 'RecordReturn', data: stakeholderIn(context, contactId) });

const engaged = (context: ElementContext, contactId: string, name: string, value: string): Said => {
  const occurredAt = timeOf(value);
  const engagement = lookUp(ENGAGEMENTS, name);
  if (value === '' || engagement === undefined) return saying(context);
  if (occurredAt === undefined) return invalid('/propertyValue', `${name} must be a time`);
  const { source, name: connection } = context.connection;
  const data = { ...stakeholderIn(context, contactId), occurredAt, engagement };
  const fact = ['engaged', source, connection, contactId, name, occurredAt];
  return {
    _tag: 'Commands',
    commands: [{ command: { type: 'RecordEngagement', data }, fact, record: context.record }],
  };
};

export const contactProperty = (context: ElementContext, contactId: string, name: string, value: string): Said => {
  const stakeholder = stakeholderIn(context, contactId);
  const identify = (said: Partial<(Command & { type: 'IdentifyStakeholder' })['data']>): Said =>
    saying(context, { type: 'IdentifyStakeholder', data: { ...unsaid, ...said, ...stakeholder } });
  switch (name) {
    case 'firstname':
    case 'lastname':
    case 'email':
    case 'jobtitle':
      return identify({ [PERSONAL[name]]: present(context.personOf(contactId), value) });
    case 'hs_buying_role':
    case 'role':
      return identify({ role: roleOf(value) });
    case 'associatedcompanyid':
      return value === '' || value === '0'
        ? contactUnlinked(context, contactId)
        : contactLinked(context, contactId, value);
    case 'left_company':
      return value.toLowerCase() === 'true' ? contactLeft(context, contactId) : saying(context);
    default:
      return Object.hasOwn(ENGAGEMENTS, name)
        ? engaged(context, contactId, name, value)
        : notUnderstood(`property contact.${name}`);
  }
};
