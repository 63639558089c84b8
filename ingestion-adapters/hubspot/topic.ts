import { lookUp } from '../../domain/keyed.js';
import type { HubspotEvent } from './payload.js';

const OBJECTS = { '0-1': 'contact', '0-2': 'company', '0-3': 'deal', '0-5': 'ticket' } as const;
export type HubspotObject = (typeof OBJECTS)[keyof typeof OBJECTS];

/** Under its name, or under the number of its type. */
export const objectNamed = (name: string): HubspotObject | undefined =>
  Object.values(OBJECTS).find((object) => object === name) ?? lookUp<HubspotObject>(OBJECTS, name);

/** Which object something happened to, and what, under the classic and the generic names alike. */
export const topicOf = ({
  subscriptionType = '',
  objectTypeId = '',
  propertyName,
  associationType,
}: HubspotEvent): { readonly object: HubspotObject | undefined; readonly action: string; readonly name: string } => {
  const [name = '', said = ''] = subscriptionType.split('.');
  const implied =
    associationType === undefined ? (propertyName === undefined ? '' : 'propertyChange') : 'associationChange';
  const action = said === '' ? implied : said;
  const object = objectNamed(name === 'object' || name === '' ? objectTypeId : name);
  return { object, action, name: subscriptionType === '' ? `${object ?? 'unknown'}.${action}` : subscriptionType };
};
