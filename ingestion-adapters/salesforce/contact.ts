import type { Command } from '../../application/commands.js';
import { present } from '../../domain/personal-data.js';
import type { StakeholderRole } from '../../domain/stakeholder/events.js';
import { refIn, stakeholderIdOf } from '../vendor-ids.js';
import type { ChangeContext } from './record-change.js';
import { meantIn, said, saying, type ToSaid, tied } from './saying.js';

const PERSONAL = ['firstName', 'lastName', 'email', 'title'] as const;
const unsaid = { firstName: null, lastName: null, email: null, title: null, role: null };

const ROLES: ReadonlyArray<readonly [RegExp, StakeholderRole]> = [
  [/champion|sponsor/i, 'champion'],
  [/decision|economic|budget|executive/i, 'decision-maker'],
  [/user|influencer|evaluator/i, 'user'],
];
const roleOf = (value: string): StakeholderRole => ROLES.find(([pattern]) => pattern.test(value))?.[1] ?? 'unknown';

/** Whether a change says something about a person. */
export const isPersonal = (context: Omit<ChangeContext, 'person'>): boolean => {
  const meant = meantIn({ ...context, person: undefined }, 'Contact');
  return context.change.object === 'Contact' && PERSONAL.some((meaning) => (meant.get(meaning)?.value ?? '') !== '');
};

/** The fact is named by the fields alone, not by what a person is called. */
export const contactSaid: ToSaid = (context) => {
  const { connection, change, person } = context;
  const stakeholder = { stakeholderId: stakeholderIdOf(refIn(connection, change.id)), occurredAt: change.at };
  const link = tied(context, (accountId) => ({ type: 'LinkStakeholder', data: { ...stakeholder, accountId } }));
  if (change.is === 'deleted') return [said(...link)];
  const meant = meantIn(context, 'Contact');
  const personal = PERSONAL.flatMap((meaning) => {
    const value = meant.get(meaning)?.value ?? '';
    return value === '' || person === undefined ? [] : [[meaning, present(person, value)] as const];
  });
  const role = meant.get('role')?.value ?? '';
  const identified = {
    ...unsaid,
    ...Object.fromEntries(personal),
    role: role === '' ? null : roleOf(role),
    ...stakeholder,
  };
  if (personal.length === 0 && role === '') return [said(...link)];
  const command: Command = { type: 'IdentifyStakeholder', data: identified };
  return [said(...link, saying(context, 'identified', command, ...personal.map(([name]) => name), role))];
};
