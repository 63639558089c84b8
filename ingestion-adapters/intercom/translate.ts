import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { notUnderstood, type Said, type Translate, translationOf, unreadableBody } from '../translation.js';
import { bodyOf } from './body.js';
import { companySaid } from './company.js';
import { contactSaid } from './contact.js';
import { conversationSaid, ticketSaid } from './conversation.js';
import { notificationSaid } from './notification.js';
import { Company, Contact, Conversation, Ticket } from './payload.js';
import type { RecordContext } from './subject.js';
import { understood } from './undecodable.js';

type Item = 'conversation' | 'ticket' | 'contact' | 'company';

const pulledSaid = (item: Item, record: unknown, context: RecordContext): Promise<Said> => {
  switch (item) {
    case 'conversation':
      return understood(Conversation, record, '', (conversation) => conversationSaid(conversation, context));
    case 'ticket':
      return understood(Ticket, record, '', (ticket) => ticketSaid(ticket, context));
    case 'contact':
      return understood(Contact, record, '', (contact) => contactSaid(contact, context));
    case 'company':
      return understood(Company, record, '', (company) => companySaid(company, context));
  }
};

/** A notification, or a page or record that was pulled: every one of them says of itself what it is. */
export const makeTranslateIntercom =
  ({ subjectOf }: Pick<SubjectKeys, 'subjectOf'>): Translate =>
  async ({ body: bytes }, connection) => {
    const parsed = parseJson(bytes);
    if (E.isLeft(parsed)) return unreadableBody(bytes, parsed.left);
    const personOf = (contactId: string) =>
      subjectOf(`${connection.source}/${connection.name}`, `contact/${contactId}`);
    const pulled: RecordContext = { connection, personOf, sentAt: undefined };
    const whole = async (said: Said | Promise<Said>) =>
      translationOf([{ place: '', bytes: () => bytes, said: await said }]);
    const body = bodyOf(parsed.right);
    switch (body.kind) {
      case 'webhook':
        return whole(notificationSaid(body.notification, { connection, personOf }));
      case 'conversation':
        return whole(pulledSaid('conversation', body.record, pulled));
      case 'other':
        return whole(notUnderstood('body of another shape'));
      default: {
        const { item, under, records } = body;
        const said: Array<Said> = [];
        for (const record of records) said.push(await pulledSaid(item, record, pulled));
        return translationOf(
          said.map((each, i) => ({
            place: `/${under}/${i}`,
            bytes: () => Buffer.from(JSON.stringify(records[i])),
            said: each,
          })),
        );
      }
    }
  };
