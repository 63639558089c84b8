import * as t from 'io-ts';
import { optional, VendorId } from '../vendor-codecs.js';
import { EpochSecond, IdOrNone, Lowercase, MaybeId, Second } from './codecs.js';

const Rating = t.type({ score: optional(Lowercase), comment: optional(t.string) }, 'Rating');
export type Rating = t.TypeOf<typeof Rating>;

/** A ticket, as `detail` of an event and as a row of an export. */
export const Ticket = t.type(
  {
    id: VendorId,
    created_at: optional(Second),
    updated_at: optional(Second),
    /** When the desk itself last touched it, which does not move `updated_at`. */
    generated_timestamp: optional(EpochSecond),
    status: optional(Lowercase),
    priority: optional(Lowercase),
    organization_id: IdOrNone,
    requester_id: MaybeId,
    satisfaction_rating: optional(Rating),
  },
  'Ticket',
);
export type Ticket = t.TypeOf<typeof Ticket>;

export const Organization = t.type(
  {
    id: VendorId,
    name: optional(t.string),
    external_id: MaybeId,
    created_at: optional(Second),
    updated_at: optional(Second),
    domain_names: optional(t.union([t.string, t.readonlyArray(t.string)])),
  },
  'Organization',
);
export type Organization = t.TypeOf<typeof Organization>;

export const SatisfactionRating = t.type(
  {
    ticket_id: VendorId,
    requester_id: MaybeId,
    score: optional(Lowercase),
    comment: optional(t.string),
    created_at: Second,
    updated_at: optional(Second),
  },
  'SatisfactionRating',
);
export type SatisfactionRating = t.TypeOf<typeof SatisfactionRating>;

/** One step of one measure of a ticket, such as the time to the first reply. */
export const MetricEvent = t.type(
  {
    ticket_id: VendorId,
    metric: Lowercase,
    type: Lowercase,
    time: Second,
    instance_id: optional(t.number),
    deleted: optional(t.boolean),
  },
  'MetricEvent',
);
export type MetricEvent = t.TypeOf<typeof MetricEvent>;

const Comment = t.type(
  { is_public: optional(t.boolean), author: optional(t.type({ is_staff: optional(t.boolean) })) },
  'Comment',
);

const Change = t.type(
  {
    current: t.unknown,
    previous: t.unknown,
    satisfaction_score: optional(t.union([Rating, Lowercase])),
    satisfaction_rating: optional(t.union([Rating, Lowercase])),
    score: optional(Lowercase),
    comment: optional(t.union([Comment, t.string])),
    target_ticket_id: MaybeId,
  },
  'Change',
);

/** The body of an event webhook: `zen:event-type:ticket.status_changed` about `zen:ticket:5158`. */
export const ZendeskEvent = t.type(
  {
    type: t.string,
    id: optional(VendorId),
    time: Second,
    subject: optional(t.string),
    detail: t.UnknownRecord,
    event: optional(Change),
  },
  'ZendeskEvent',
);
export type ZendeskEvent = t.TypeOf<typeof ZendeskEvent>;

export const isEventBody = (body: unknown): body is Record<string, unknown> =>
  t.UnknownRecord.is(body) && typeof body['type'] === 'string' && body['type'].startsWith('zen:event-type:');
