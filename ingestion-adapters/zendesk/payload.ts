import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { Timestamp } from '../../domain/primitives.js';
import { optional, VendorId } from '../vendor-codecs.js';

/** An id that may be absent, which is also said as `"0"`, `0` or `""`. */
const MaybeId = new t.Type<string | undefined, unknown, unknown>(
  'MaybeId',
  (u): u is string | undefined => u === undefined || typeof u === 'string',
  (u, context) =>
    u === undefined || u === null || u === '' || u === '0' || u === 0
      ? t.success(undefined)
      : VendorId.validate(u, context),
  t.identity,
);

/** Enumerations are capitals in events and small letters in exports. */
const Lowercase = new t.Type<string, string, unknown>(
  'Lowercase',
  t.string.is,
  (u, context) => (typeof u === 'string' ? t.success(u.toLowerCase()) : t.failure(u, context, 'must be text')),
  t.identity,
);

/** Whole seconds: an event carries nanoseconds where the export of the same change carries seconds. */
const Second = new t.Type<Timestamp, string, unknown>(
  'Second',
  Timestamp.is,
  (u, context) => {
    const decoded = Timestamp.validate(u, context);
    return E.isRight(decoded) ? t.success(`${decoded.right.slice(0, 19)}.000Z` as Timestamp) : decoded;
  },
  t.identity,
);

const Rating = t.type({ score: optional(Lowercase), comment: optional(t.string) }, 'Rating');

/** A ticket, as `detail` of an event and as a row of an export. */
export const Ticket = t.type(
  {
    id: VendorId,
    created_at: optional(Second),
    updated_at: optional(Second),
    status: optional(Lowercase),
    priority: optional(Lowercase),
    organization_id: MaybeId,
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

const Change = t.type(
  {
    current: t.unknown,
    previous: t.unknown,
    satisfaction_score: optional(t.union([Rating, Lowercase])),
    score: optional(Lowercase),
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

/** A page of the incremental tickets export, by cursor or by time. */
const TicketsPage = t.type({ tickets: t.readonlyArray(t.unknown) }, 'TicketsPage');

export const isEventBody = (body: unknown): body is Record<string, unknown> =>
  t.UnknownRecord.is(body) && typeof body['type'] === 'string' && body['type'].startsWith('zen:event-type:');

export const isTicketsPage = (body: unknown): body is t.TypeOf<typeof TicketsPage> =>
  !isEventBody(body) && TicketsPage.is(body);
