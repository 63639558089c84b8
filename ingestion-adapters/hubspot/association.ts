import type { HubspotEvent } from './payload.js';
import { type HubspotObject, objectNamed } from './topic.js';

/** What can belong to a company. */
export type Belonging = Exclude<HubspotObject, 'company'>;

/** Between something and its company, whichever side it was reported from. */
export type CompanyAssociation = {
  readonly of: Belonging;
  readonly objectId: string;
  readonly companyId: string;
};

type Pair = readonly [from: HubspotObject, to: HubspotObject];

/** HubSpot-defined association types, primary and plain (developers.hubspot.com, "Association type id values"). */
const PAIRS_BY_ID: Readonly<Record<number, Pair>> = {
  1: ['contact', 'company'],
  279: ['contact', 'company'],
  2: ['company', 'contact'],
  280: ['company', 'contact'],
  5: ['deal', 'company'],
  341: ['deal', 'company'],
  6: ['company', 'deal'],
  342: ['company', 'deal'],
  26: ['ticket', 'company'],
  339: ['ticket', 'company'],
  25: ['company', 'ticket'],
  340: ['company', 'ticket'],
};

const pairOf = (event: HubspotEvent): Pair | undefined => {
  const [, fromName = event.fromObjectTypeId ?? '', toName = event.toObjectTypeId ?? ''] =
    /^([a-z]+)_to_(?:primary_)?(contact|company|deal|ticket)/.exec((event.associationType ?? '').toLowerCase()) ?? [];
  const [from, to] = [objectNamed(fromName), objectNamed(toName)];
  return from !== undefined && to !== undefined ? [from, to] : PAIRS_BY_ID[event.associationTypeId ?? -1];
};

export const companyAssociationOf = (event: HubspotEvent): CompanyAssociation | undefined => {
  const { fromObjectId, toObjectId } = event;
  if (fromObjectId === undefined || toObjectId === undefined) return undefined;
  const [from, to] = pairOf(event) ?? [];
  if (from === undefined || to === undefined) return undefined;
  if (to === 'company' && from !== 'company') return { of: from, objectId: fromObjectId, companyId: toObjectId };
  if (from === 'company' && to !== 'company') return { of: to, objectId: toObjectId, companyId: fromObjectId };
  return undefined;
};
