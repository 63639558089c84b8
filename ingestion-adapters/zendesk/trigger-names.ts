/** What a body written by an administrator can say about a ticket. */
export type TriggerField =
  | 'ticketId'
  | 'status'
  | 'priority'
  | 'score'
  | 'comment'
  | 'requesterId'
  | 'organizationId'
  | 'organizationExternalId'
  | 'createdAt'
  | 'updatedAt';

/** By field, the names it goes by in the order they are tried; neither letter case nor what parts the words matters. */
export type TriggerNames = Readonly<Record<TriggerField, ReadonlyArray<string>>>;

/** Zendesk's own placeholders, and what people usually call them. */
export const usualNames: TriggerNames = {
  ticketId: ['ticket.id', 'ticket', 'ticket_number', 'id'],
  status: ['ticket.status', 'status', 'current_status', 'new_status'],
  priority: ['ticket.priority', 'priority'],
  score: [
    'satisfaction.current_rating',
    'ticket.satisfaction.current_rating',
    'satisfaction_rating',
    'ticket.satisfaction_rating',
    'satisfaction_rating.score',
    'satisfaction_score',
    'csat',
    'rating',
  ],
  comment: [
    'satisfaction.current_comment',
    'ticket.satisfaction.current_comment',
    'satisfaction_rating.comment',
    'satisfaction_comment',
  ],
  requesterId: ['ticket.requester.id', 'requester.id'],
  organizationId: ['ticket.organization.id', 'organization.id', 'org_id', 'organization'],
  organizationExternalId: [
    'ticket.organization.external_id',
    'organization.external_id',
    'external_organization_id',
    'org_external_id',
  ],
  createdAt: ['ticket.created_at_with_timestamp', 'created_at_with_timestamp', 'ticket.created_at', 'created_at'],
  updatedAt: [
    'ticket.updated_at_with_timestamp',
    'updated_at_with_timestamp',
    'ticket.updated_at',
    'updated_at',
    'timestamp',
    'time',
  ],
};
