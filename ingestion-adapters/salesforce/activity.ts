import { type Timestamp, timestampOf } from '../../domain/primitives.js';
import type { Engagement } from '../../domain/stakeholder/events.js';
import { refIn, stakeholderIdOf } from '../vendor-ids.js';
import type { ChangeContext } from './record-change.js';
import { said, type ToSaid } from './saying.js';
import { dateOf, recordIdOf, timeOf } from './values.js';

const CONTACT = /^003/;

const kindOf = ({ change: { object, fields } }: ChangeContext): Engagement => {
  if (object === 'Event') return 'meeting';
  const subtype = (fields.get('TaskSubtype') ?? '').toLowerCase();
  if (subtype === 'email' || subtype === 'listemail') return 'email';
  return subtype === 'call' ? 'call' : 'other';
};

/** A task was done when it was completed, or on the day it was for; a meeting took place once it has ended. */
const doneAt = ({ change: { object, fields } }: ChangeContext): Timestamp | undefined => {
  if (object === 'Event') return timeOf(fields.get('EndDateTime') ?? '') ?? timeOf(fields.get('StartDateTime') ?? '');
  if (fields.get('IsClosed') !== 'true' && fields.get('Status') !== 'Completed') return undefined;
  const day = dateOf(fields.get('ActivityDate') ?? '');
  return (
    timeOf(fields.get('CompletedDateTime') ?? '') ?? (day === undefined ? undefined : timestampOf(Date.parse(day)))
  );
};

/**
 * A task or meeting with a contact, once it is over: what is still planned when it was last saved is no engagement yet.
 * It is one fact of the record and its time, however often the record is saved again.
 */
export const activitySaid: ToSaid = (context) => {
  const { connection, change } = context;
  const who = recordIdOf(change.fields.get('WhoId') ?? '');
  const occurredAt = doneAt(context);
  if (change.is === 'deleted' || who === undefined || !CONTACT.test(who)) return [said()];
  if (occurredAt === undefined || occurredAt > change.at) return [said()];
  const stakeholderId = stakeholderIdOf(refIn(connection, who));
  const engagement = kindOf(context);
  return [
    said({
      command: { type: 'RecordEngagement', data: { stakeholderId, occurredAt, engagement } },
      fact: [connection.source, connection.name, change.object, change.id, 'engaged', who, engagement, occurredAt],
      record: `${change.object}/${change.id}`,
    }),
  ];
};
