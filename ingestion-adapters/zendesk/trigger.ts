import * as E from 'fp-ts/lib/Either.js';
import type { Connection } from '../../application/ports/connections.js';
import type { Receipt } from '../../application/ports/receipts.js';
import { lookUp } from '../../domain/keyed.js';
import { type Timestamp, timestampOf } from '../../domain/primitives.js';
import { notUnderstood, type Said, type SourcedCommand } from '../translation.js';
import { VendorId } from '../vendor-codecs.js';
import { accountRefIn } from '../vendor-ids.js';
import { MaybeId, Second } from './codecs.js';
import type { PersonOf } from './person.js';
import { rated } from './rating.js';
import { said } from './said.js';
import { linked, linkedTo, opened, prioritised, standing, type TicketContext } from './ticket.js';
import type { TriggerBody } from './trigger-body.js';
import { triggerTime } from './trigger-time.js';

const STATUSES: Readonly<Record<string, string>> = {
  new: 'open',
  open: 'open',
  pending: 'open',
  hold: 'open',
  'on-hold': 'open',
  'on hold': 'open',
  solved: 'solved',
  closed: 'solved',
  deleted: 'deleted',
};

const A_DAY = 86_400_000;
const MOST_FIELDS = 50;
const RATING = /^(good|bad)\b/;

/** When Zendesk sent it: as near as one gets to when it happened, if the body does not tell. */
const sentAt = ({ headers, receivedAt }: Receipt): Date => {
  const stated = Date.parse(headers['x-zendesk-webhook-signature-timestamp'] ?? '');
  const age = receivedAt.getTime() - stated;
  return age >= 0 && age < A_DAY ? new Date(stated) : receivedAt;
};

const whose = (
  context: TicketContext,
  { organizationId, organizationExternalId }: TriggerBody['found'],
  at: Timestamp,
): ReadonlyArray<SourcedCommand> => {
  const id = MaybeId.decode(organizationId);
  if (E.isRight(id) && id.right !== undefined && /^\d+$/.test(id.right)) return linked(context, id.right, at);
  const externalId = MaybeId.decode(organizationExternalId);
  if (E.isLeft(externalId) || externalId.right === undefined) return [];
  return linkedTo(context, accountRefIn(context.connection, externalId.right), at);
};

type Facts = ReadonlyArray<SourcedCommand>;

/** By field, what its value leads to; of a field with nothing, nothing is known. */
const factsIn = ({ found }: TriggerBody, context: TicketContext, at: Timestamp): Readonly<Record<string, Facts>> => {
  const createdAt = Second.decode(found.createdAt);
  const status = lookUp(STATUSES, found.status?.toLowerCase() ?? '');
  const score = RATING.exec(found.score?.toLowerCase() ?? '')?.[1];
  return {
    createdAt: E.isRight(createdAt) ? [opened(context, createdAt.right)] : [],
    organizationId: whose(context, found, at),
    priority: prioritised(context, found.priority?.toLowerCase(), at),
    status: status === undefined ? [] : [standing(context, status, at)],
    score: rated(context, score, found.comment, at),
  };
};

/** What the body says, and of each field or value that nothing is known of, that it is not understood. */
export const triggerSaid = async (
  body: TriggerBody,
  receipt: Receipt,
  connection: Connection,
  personOf: PersonOf,
): Promise<ReadonlyArray<Said>> => {
  const ticketId = VendorId.decode(body.found.ticketId);
  if (E.isLeft(ticketId)) return [notUnderstood('trigger body without a ticket id')];
  const sent = sentAt(receipt);
  const stated = body.found.updatedAt === undefined ? undefined : triggerTime(body.found.updatedAt, sent);
  const person = await personOf(body.found.requesterId, body.found.comment);
  const context = { connection, ticketId: ticketId.right, person };
  const facts = factsIn(body, context, stated ?? timestampOf(sent));
  const mute = Object.keys(facts).filter((field) => field in body.found && facts[field]?.length === 0);
  const untimely = body.found.updatedAt !== undefined && stated === undefined ? ['updatedAt'] : [];
  const commands = Object.values(facts).flat();
  const unknown = [
    ...[...mute, ...untimely].map((field) => `trigger value of ${field}`),
    ...body.rest.slice(0, MOST_FIELDS).map((name) => `trigger field ${name}`),
  ];
  const nothing = commands.length + unknown.length === 0 ? ['trigger body that says nothing of its ticket'] : [];
  return [said(...commands), ...[...unknown, ...nothing].map((what) => notUnderstood(what))];
};
