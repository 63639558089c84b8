import * as E from 'fp-ts/lib/Either.js';
import { notUnderstood, type Said } from '../translation.js';
import { VendorId } from '../vendor-codecs.js';
import { companyDeleted, companySaid } from './company.js';
import { contactLeft, contactReturned, contactSaid } from './contact.js';
import { conversationDeleted, conversationSaid, ticketSaid } from './conversation.js';
import { Company, Contact, Conversation, Notification, Ticket } from './payload.js';
import type { RecordContext } from './subject.js';
import { undecodable, understood } from './undecodable.js';

/** Topics whose item is the whole record, as a pull has it. */
const WHOLE = new Set([
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.single.created',
  'conversation.admin.replied',
  'conversation.admin.assigned',
  'conversation.admin.closed',
  'conversation.admin.opened',
  'conversation.admin.open.assigned',
  'conversation.admin.snoozed',
  'conversation.admin.unsnoozed',
  'conversation.priority.updated',
  'conversation.rating.added',
  'contact.created',
  'contact.updated',
  'contact.user.created',
  'contact.user.updated',
  'contact.lead.created',
  'contact.lead.updated',
  'contact.email.updated',
  'contact.archived',
  'contact.unarchived',
  'contact.deleted',
  'company.created',
  'company.updated',
  'ticket.created',
  'ticket.state.updated',
  'ticket.closed',
]);

/** A contact that is back is told of as a whole; some say in that whole still that it is archived. */
const backSaid = async (item: Readonly<Record<string, unknown>>, context: RecordContext): Promise<Said> => {
  const { sentAt } = context;
  const there = { ...item, archived: false };
  return understood(Contact, there, '/data/item', async (contact) => {
    const said = await contactSaid(contact, context);
    if (sentAt === undefined || said._tag !== 'Commands') return said;
    return { ...said, commands: [...said.commands, contactReturned(contact.id, context, sentAt)] };
  });
};

const recordSaid = async (
  topic: string,
  object: string,
  item: Readonly<Record<string, unknown>>,
  context: RecordContext,
): Promise<Said | undefined> => {
  switch (object) {
    case 'conversation':
      return understood(Conversation, item, '/data/item', (conversation) => conversationSaid(conversation, context));
    case 'contact':
      if (topic === 'contact.unarchived') return backSaid(item, context);
      return understood(Contact, item, '/data/item', (contact) => contactSaid(contact, context));
    case 'company':
      return understood(Company, item, '/data/item', (company) => companySaid(company, context));
    case 'ticket':
      return understood(Ticket, item, '/data/item', (ticket) => ticketSaid(ticket, context));
    default:
      return undefined;
  }
};

/** Of what is gone there may be no more than an id, under one name or another. */
const goneSaid = (topic: string, item: Readonly<Record<string, unknown>>, context: RecordContext): Said | undefined => {
  const id = VendorId.decode(item['id'] ?? item['conversation_id']);
  if (topic === 'conversation.deleted') {
    return E.isLeft(id) ? undecodable('/data/item/id', id.left) : conversationDeleted(id.right, context);
  }
  if (topic === 'company.deleted') {
    if (E.isLeft(id)) return undecodable('/data/item/id', id.left);
    return context.sentAt === undefined ? undefined : companyDeleted(id.right, context, context.sentAt);
  }
  if (topic === 'contact.deleted' || topic === 'contact.archived') {
    if (E.isLeft(id)) return undecodable('/data/item/id', id.left);
    return context.sentAt === undefined ? undefined : contactLeft(id.right, context, context.sentAt);
  }
  return undefined;
};

/** What a notification says. A ping says nothing; a record under a topic that we do not know says what it is all the same. */
export const notificationSaid = async (
  body: unknown,
  { connection, personOf }: Omit<RecordContext, 'sentAt'>,
): Promise<Said> => {
  const decoded = Notification.decode(body);
  if (E.isLeft(decoded)) return undecodable('', decoded.left);
  const { topic, created_at: sentAt, data } = decoded.right;
  if (topic === 'ping') return { _tag: 'Commands', commands: [] };
  const context: RecordContext = { connection, personOf, sentAt };
  const gone = goneSaid(topic, data.item, context);
  if (gone !== undefined) return gone;
  const [object = ''] = topic.split('.');
  const isRecord = data.item['type'] === object && data.item['id'] !== undefined;
  const said = isRecord || WHOLE.has(topic) ? await recordSaid(topic, object, data.item, context) : undefined;
  if (said === undefined) return notUnderstood(`topic ${topic}`);
  if (WHOLE.has(topic) || said._tag !== 'Commands') return said;
  return notUnderstood(`topic ${topic}`, said.commands);
};
