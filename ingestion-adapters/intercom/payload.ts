import * as t from 'io-ts';
import { optional, VendorId } from '../vendor-codecs.js';
import { listUnder } from './list-under.js';
import { IntercomTime } from './time.js';

const Reference = t.type({ id: optional(VendorId), type: optional(t.string) }, 'Reference');

const isStars = (u: unknown): u is number => typeof u === 'number' && Number.isInteger(u) && u >= 1 && u <= 5;
const Stars = new t.Type<number, number, unknown>(
  'Stars',
  isStars,
  (u, context) => (isStars(u) ? t.success(u) : t.failure(u, context, 'must be a whole number from 1 to 5')),
  t.identity,
);

const Rating = t.type(
  {
    rating: optional(Stars),
    remark: optional(t.string),
    created_at: IntercomTime,
    updated_at: IntercomTime,
    contact: optional(Reference),
  },
  'Rating',
);

const Statistics = t.type(
  { first_admin_reply_at: IntercomTime, first_close_at: IntercomTime, last_close_at: IntercomTime },
  'Statistics',
);

const Part = t.type({ part_type: optional(t.string), created_at: IntercomTime, author: optional(Reference) }, 'Part');

export const Conversation = t.type(
  {
    id: VendorId,
    created_at: IntercomTime,
    updated_at: IntercomTime,
    state: optional(t.string),
    open: optional(t.boolean),
    priority: optional(t.union([t.string, t.boolean])),
    source: optional(t.type({ author: optional(Reference) })),
    contacts: optional(listUnder('contacts', Reference)),
    ticket: t.unknown,
    sla_applied: optional(t.type({ sla_name: optional(t.string), sla_status: optional(t.string) })),
    conversation_rating: optional(Rating),
    statistics: optional(Statistics),
    conversation_parts: optional(listUnder('conversation_parts', Part)),
  },
  'Conversation',
);
export type Conversation = t.TypeOf<typeof Conversation>;

/** A ticket is a conversation of the same id that has a state of its own. */
export const Ticket = t.type(
  {
    id: VendorId,
    created_at: IntercomTime,
    updated_at: IntercomTime,
    ticket_state: optional(t.union([t.string, t.type({ category: optional(t.string) })])),
    contacts: optional(listUnder('contacts', Reference)),
    company_id: optional(VendorId),
  },
  'Ticket',
);
export type Ticket = t.TypeOf<typeof Ticket>;

/** Text where something is said, `null` where it is said that there is nothing, undefined where nothing is said. */
const Said = new t.Type<string | null | undefined, unknown, unknown>(
  'Said',
  (u): u is string | null | undefined => u === undefined || u === null || typeof u === 'string',
  (u, context) =>
    u === undefined || u === null || typeof u === 'string' ? t.success(u) : t.failure(u, context, 'must be text'),
  t.identity,
);

export const Contact = t.type(
  {
    id: VendorId,
    role: optional(t.string),
    name: Said,
    email: Said,
    updated_at: IntercomTime,
    last_replied_at: IntercomTime,
    archived: optional(t.boolean),
    deleted: optional(t.boolean),
    companies: optional(listUnder('data', t.type({ id: VendorId }, 'CompanyReference'))),
  },
  'Contact',
);
export type Contact = t.TypeOf<typeof Contact>;

const Plan = t.union([t.string, t.type({ name: optional(t.string) })]);

export const Company = t.type(
  {
    id: VendorId,
    company_id: optional(VendorId),
    name: optional(t.string),
    website: optional(t.string),
    industry: optional(t.string),
    size: optional(t.union([t.string, t.number])),
    plan: optional(Plan),
    updated_at: IntercomTime,
  },
  'Company',
);
export type Company = t.TypeOf<typeof Company>;

/** What is pushed: the item alone tells what happened to it; `delivery_attempts` and the like change from try to try. */
export const Notification = t.type(
  { topic: t.string, created_at: IntercomTime, data: t.type({ item: t.UnknownRecord }) },
  'Notification',
);
export type Notification = t.TypeOf<typeof Notification>;
