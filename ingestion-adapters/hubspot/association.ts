import { lookUp } from '../../domain/keyed.js';
import type { HubspotEvent } from './payload.js';
import type { HubspotObject } from './topic.js';

/** Between a contact or a deal and its company, whichever side it was reported from. */
export type CompanyAssociation = {
  readonly of: Exclude<HubspotObject, 'company'>;
  readonly objectId: string;
  readonly companyId: string;
};

type Pair = readonly [from: string, to: string];

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
};
const NAMES_BY_TYPE: Readonly<Record<string, string>> = { '0-1': 'contact', '0-2': 'company', '0-3': 'deal' };

const pairOf = (event: HubspotEvent): Pair | undefined => {
  const [, from, to] =
    /^(contact|company|deal)_to_(?:primary_)?(contact|company|deal)/.exec(
      (event.associationType ?? '').toLowerCase(),
    ) ?? [];
  if (from !== undefined && to !== undefined) return [from, to];
  const [fromType, toType] = [
    lookUp(NAMES_BY_TYPE, event.fromObjectTypeId ?? ''),
    lookUp(NAMES_BY_TYPE, event.toObjectTypeId ?? ''),
  ];
  if (fromType !== undefined && toType !== undefined) return [fromType, toType];
  return PAIRS_BY_ID[event.associationTypeId ?? -1];
};

export const companyAssociationOf = (event: HubspotEvent): CompanyAssociation | undefined => {
  const { fromObjectId, toObjectId } = event;
  if (fromObjectId === undefined || toObjectId === undefined) return undefined;
  const [from, to] = pairOf(event) ?? [];
  if (to === 'company' && (from === 'contact' || from === 'deal')) {
    return { of: from, objectId: fromObjectId, companyId: toObjectId };
  }
  if (from === 'company' && (to === 'contact' || to === 'deal')) {
    return { of: to, objectId: toObjectId, companyId: fromObjectId };
  }
  return undefined;
};
