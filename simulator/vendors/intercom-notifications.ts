import type { Company } from '../company.js';
import type { Delivery } from '../delivery.js';
import { type IntercomTable, intercomVersions } from '../records/intercom.js';
import { notification } from './intercom.js';

const TOPICS: Readonly<Record<IntercomTable, { readonly first: string; readonly later: string }>> = {
  conversations: { first: 'conversation.user.created', later: 'conversation.admin.replied' },
  contacts: { first: 'contact.user.created', later: 'contact.user.updated' },
  companies: { first: 'company.created', later: 'company.updated' },
};

/** What Intercom sends each time a record was made or changed: the record as it is then. */
export const intercomNotifications = (company: Company): ReadonlyArray<Delivery<'intercom'>> => {
  const known = new Set<string>();
  return intercomVersions(company).map(({ at, key, record: { table, row } }, i): Delivery<'intercom'> => {
    const topic = known.has(key) ? TOPICS[table].later : TOPICS[table].first;
    known.add(key);
    const body = notification(topic, Math.floor(at / 1000), row, { id: `notif_${i}` });
    return { source: 'intercom', kind: 'webhook', at: new Date(at), body: JSON.stringify(body) };
  });
};
