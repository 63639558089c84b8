import type { Connection } from '../../application/ports/connections.js';
import type { DataSubjectId } from '../../domain/ids.js';
import { timestampOf } from '../../domain/primitives.js';
import { invalid, notUnderstood, type Said } from '../translation.js';
import { companyAssociationOf } from './association.js';
import { changes, merged, propertyChanged, ties } from './objects.js';
import type { HubspotEvent } from './payload.js';
import { defaultStages } from './stages.js';
import { beforehand, type ElementContext, saying } from './subject.js';
import { type HubspotObject, topicOf } from './topic.js';

/** Without the attempt: a retry says the same. `eventId` alone is documented as not unique. */
const factOf = (connection: Connection, event: HubspotEvent, objectId: string): ReadonlyArray<string> => [
  connection.source,
  connection.name,
  event.portalId ?? '',
  topicOf(event).name,
  objectId,
  event.propertyName ?? '',
  String(event.occurredAt),
  event.eventId ?? '',
];

const associated = (event: HubspotEvent, context: Omit<ElementContext, 'record' | 'fact'>): Said => {
  const association = companyAssociationOf(event);
  if (association === undefined) return notUnderstood(`association ${event.associationType ?? 'without a type'}`);
  const { of, objectId, companyId } = association;
  const { source, name } = context.connection;
  const removed = event.associationRemoved === true;
  const fact = ['associated', source, name, of, objectId, companyId, String(removed), String(event.occurredAt)];
  const linked: ElementContext = { ...context, record: `${of}/${objectId}`, fact };
  if (!removed) return ties[of].linked(linked, objectId, companyId);
  if (event.isPrimaryAssociation === false) return saying(linked);
  return ties[of].unlinked(beforehand(linked), objectId);
};

const mergedBy = (event: HubspotEvent, object: HubspotObject, context: ElementContext): Said => {
  const { primaryObjectId, mergedObjectIds = [], newObjectId } = event;
  if (primaryObjectId === undefined) return invalid('/primaryObjectId', 'is required');
  return merged(context, object, newObjectId ?? primaryObjectId, [primaryObjectId, ...mergedObjectIds]);
};

/** What one element of a webhook body says. */
export const toCommands = (
  event: HubspotEvent,
  connection: Connection,
  personOf: (contactId: string) => DataSubjectId,
): Said => {
  const { object, action, name } = topicOf(event);
  const element = { connection, at: timestampOf(event.occurredAt), personOf, stages: defaultStages };
  if (action === 'associationChange') return associated(event, element);
  if (object === undefined) return notUnderstood(`topic ${name || 'without a name'}`);
  const id = event.objectId ?? (action === 'merge' ? event.primaryObjectId : undefined);
  if (id === undefined) return invalid('/objectId', 'is required');
  const context: ElementContext = { ...element, record: `${object}/${id}`, fact: factOf(connection, event, id) };
  switch (action) {
    case 'creation':
      return changes[object].created(context, id);
    case 'propertyChange':
      return event.propertyName === undefined
        ? invalid('/propertyName', 'is required')
        : propertyChanged(context, object, id, event.propertyName, event.propertyValue ?? '');
    case 'deletion':
    case 'privacyDeletion':
      return changes[object].deleted(context, id);
    case 'restore':
      return changes[object].restored(context, id);
    case 'merge':
      return mergedBy(event, object, context);
    default:
      return notUnderstood(`topic ${name}`);
  }
};
