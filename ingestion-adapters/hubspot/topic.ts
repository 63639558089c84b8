import type { HubspotEvent } from './payload.js';

const OBJECTS = { '0-1': 'contact', '0-2': 'company', '0-3': 'deal' } as const;
export type HubspotObject = (typeof OBJECTS)[keyof typeof OBJECTS];

const objectOf = (name: string, objectTypeId: string | undefined): HubspotObject | undefined => {
  if (name === 'contact' || name === 'company' || name === 'deal') return name;
  const id = name === 'object' || name === '' ? objectTypeId : name;
  return id === '0-1' || id === '0-2' || id === '0-3' ? OBJECTS[id] : undefined;
};

/** Which object something happened to, and what, under the classic and the generic names alike. */
export const topicOf = ({
  subscriptionType = '',
  objectTypeId,
  propertyName,
  associationType,
}: HubspotEvent): { readonly object: HubspotObject | undefined; readonly action: string; readonly name: string } => {
  const [name = '', said = ''] = subscriptionType.split('.');
  const implied =
    associationType === undefined ? (propertyName === undefined ? '' : 'propertyChange') : 'associationChange';
  const action = said === '' ? implied : said;
  const object = objectOf(name, objectTypeId);
  return { object, action, name: subscriptionType === '' ? `${object ?? 'unknown'}.${action}` : subscriptionType };
};
