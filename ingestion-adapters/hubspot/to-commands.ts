import type { Connection } from '../../application/ports/connections.js';
import type { DataSubjectId } from '../../domain/ids.js';
import { timestampOf } from '../../domain/primitives.js';
import { invalid, notUnderstood, type Said } from '../translation.js';
import { companyAssociationOf } from './association.js';
import { companiesMerged, companyCreated, companyProperty } from './company.js';
import { beforehand, contactLeft, contactLinked, contactProperty, contactUnlinked } from './contact.js';
import { dealCreated, dealLinked, dealProperty, dealUnlinked } from './deal.js';
import type { HubspotEvent } from './payload.js';
import { type ElementContext, saying } from './subject.js';
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
  if (!removed) return (of === 'contact' ? contactLinked : dealLinked)(linked, objectId, companyId);
  if (event.isPrimaryAssociation === false) return saying(linked);
  return (of === 'contact' ? contactUnlinked : dealUnlinked)(beforehand(linked), objectId);
};

const merged = (event: HubspotEvent, object: HubspotObject, context: ElementContext): Said => {
  const { primaryObjectId, mergedObjectIds = [], newObjectId } = event;
  if (primaryObjectId === undefined) return invalid('/primaryObjectId', 'is required');
  if (object === 'company') return companiesMerged(context, primaryObjectId, mergedObjectIds, newObjectId);
  const kept = newObjectId ?? primaryObjectId;
  const gone = [...new Set([primaryObjectId, ...mergedObjectIds])].filter((id) => id !== kept);
  const untied = gone.map((id) => (object === 'contact' ? contactUnlinked : dealUnlinked)(context, id));
  return {
    _tag: 'Commands',
    commands: untied.flatMap((said) => (said._tag === 'Commands' ? said.commands : [])),
  };
};

const propertyChanged = (event: HubspotEvent, object: HubspotObject, id: string, context: ElementContext): Said => {
  const { propertyName, propertyValue = '' } = event;
  if (propertyName === undefined) return invalid('/propertyName', 'is required');
  switch (object) {
    case 'company':
      return companyProperty(context, id, propertyName, propertyValue);
    case 'contact':
      return contactProperty(context, id, propertyName, propertyValue);
    case 'deal':
      return dealProperty(context, id, propertyName, propertyValue);
  }
};

const created = (object: HubspotObject, id: string, context: ElementContext): Said => {
  switch (object) {
    case 'company':
      return companyCreated(context, id);
    case 'contact':
      return saying(context);
    case 'deal':
      return dealCreated(context, id);
  }
};

/** A deleted deal no longer counts for its account. Of a deleted company nothing follows but that it was there. */
const deleted = (object: HubspotObject, id: string, context: ElementContext): Said => {
  switch (object) {
    case 'company': {
      const said = companyCreated(context, id);
      return notUnderstood('topic company.deletion', said._tag === 'Commands' ? said.commands : []);
    }
    case 'contact':
      return contactLeft(context, id);
    case 'deal':
      return dealUnlinked(context, id);
  }
};

/** What one element of a webhook body says. */
export const toCommands = (
  event: HubspotEvent,
  connection: Connection,
  personOf: (contactId: string) => DataSubjectId,
): Said => {
  const { object, action, name } = topicOf(event);
  const element = { connection, at: timestampOf(event.occurredAt), personOf };
  if (action === 'associationChange') return associated(event, element);
  if (object === undefined) return notUnderstood(`topic ${name || 'without a name'}`);
  const id = event.objectId ?? (action === 'merge' ? event.primaryObjectId : undefined);
  if (id === undefined) return invalid('/objectId', 'is required');
  const context: ElementContext = { ...element, record: `${object}/${id}`, fact: factOf(connection, event, id) };
  switch (action) {
    case 'creation':
      return created(object, id, context);
    case 'propertyChange':
      return propertyChanged(event, object, id, context);
    case 'deletion':
    case 'privacyDeletion':
      return deleted(object, id, context);
    case 'merge':
      return merged(event, object, context);
    default:
      return notUnderstood(`topic ${name}`);
  }
};
