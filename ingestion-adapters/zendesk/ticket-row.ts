import { later } from '../../domain/latest.js';
import type { Timestamp } from '../../domain/primitives.js';
import { invalid, type Said } from '../translation.js';
import { endOfSecond } from './codecs.js';
import type { Ticket } from './payload.js';
import { rated } from './rating.js';
import { said } from './said.js';
import { isOver, linked, opened, prioritised, standing, type TicketContext } from './ticket.js';

/** `withRating`: not where the ratings are pulled as well, for they know when they were given. */
export type RowOptions = { readonly withRating: boolean };

const standingIn = (
  { status }: Ticket,
  context: TicketContext,
  changed: boolean,
  at: Timestamp,
  touched: Timestamp,
) => {
  if (status === undefined || (!changed && status !== 'deleted' && !isOver(status))) return [];
  return [standing(context, status, status === 'deleted' ? touched : at)];
};

/**
 * What a row of an export says: how the ticket stood when it was last changed. Whose it is, and that it is deleted, may
 * change without that; then the row is as old as the desk's own last touch.
 */
export const ticketRow = (ticket: Ticket, context: TicketContext, { withRating }: RowOptions): Said => {
  const { created_at, updated_at, generated_timestamp, priority, organization_id, satisfaction_rating } = ticket;
  const last = updated_at ?? created_at;
  if (last === undefined) return invalid('/updated_at', 'is required');
  const at = endOfSecond(last);
  const touched = endOfSecond(later(generated_timestamp, last));
  return said(
    ...(created_at === undefined ? [] : [opened(context, created_at)]),
    ...(organization_id === undefined ? [] : linked(context, organization_id, touched)),
    ...prioritised(context, priority, at),
    ...standingIn(ticket, context, last !== created_at, at, touched),
    ...(withRating ? rated(context, satisfaction_rating?.score, satisfaction_rating?.comment, at) : []),
  );
};
