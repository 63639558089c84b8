import type { Said } from '../translation.js';
import type { Belonging } from './association.js';
import { companiesMerged, companyCreated, companyDeleted, companyProperty, companyRestored } from './company.js';
import { contactLeft, contactLinked, contactProperty, contactReturned, contactUnlinked } from './contact.js';
import { dealCreated, dealLinked, dealProperty, dealUnlinked } from './deal.js';
import { type ElementContext, saying } from './subject.js';
import { ticketCreated, ticketLinked, ticketProperty, ticketReopened, ticketSolved, ticketUnlinked } from './ticket.js';
import type { HubspotObject } from './topic.js';

type Says = (context: ElementContext, id: string) => Said;

type Changes = {
  readonly created: Says;
  readonly property: (context: ElementContext, id: string, name: string, value: string) => Said;
  readonly deleted: Says;
  readonly restored: Says;
};

/** What becomes of each kind of object. A deleted deal counts for no account, until its restored association is read. */
export const changes: Readonly<Record<HubspotObject, Changes>> = {
  company: {
    created: companyCreated,
    property: companyProperty,
    deleted: companyDeleted,
    restored: companyRestored,
  },
  contact: {
    created: (context) => saying(context),
    property: contactProperty,
    deleted: contactLeft,
    restored: contactReturned,
  },
  deal: {
    created: dealCreated,
    property: dealProperty,
    deleted: dealUnlinked,
    restored: (context) => saying(context),
  },
  ticket: {
    created: ticketCreated,
    property: ticketProperty,
    deleted: ticketSolved,
    restored: ticketReopened,
  },
};

type Ties = {
  readonly linked: (context: ElementContext, id: string, companyId: string) => Said;
  readonly unlinked: Says;
};

export const ties: Readonly<Record<Belonging, Ties>> = {
  contact: { linked: contactLinked, unlinked: contactUnlinked },
  deal: { linked: dealLinked, unlinked: dealUnlinked },
  ticket: { linked: ticketLinked, unlinked: ticketUnlinked },
};

/** What `gone` was is now `kept`: companies turn out to be one, anything else counts for no account any more. */
export const merged = (
  context: ElementContext,
  object: HubspotObject,
  kept: string,
  gone: ReadonlyArray<string>,
): Said => {
  const others = [...new Set(gone)].filter((id) => id !== kept);
  if (object === 'company') return companiesMerged(context, kept, others);
  const said = others.map((id) => ties[object].unlinked({ ...context, fact: [...context.fact, id] }, id));
  return { _tag: 'Commands', commands: said.flatMap((one) => (one._tag === 'Commands' ? one.commands : [])) };
};

/** HubSpot keeps the ids of what was merged into an object in a property of it, apart by semicolons. */
export const MERGED_IDS = 'hs_merged_object_ids';

/** Whose a deal or a ticket is, as a property of it, beside the association. HubSpot calls it differently of each. */
export const primaryCompany = { deal: 'hs_primary_associated_company', ticket: 'hs_primary_company_id' } as const;

export const propertyChanged = (
  context: ElementContext,
  object: HubspotObject,
  id: string,
  name: string,
  value: string,
): Said => {
  if ((object === 'deal' || object === 'ticket') && name === primaryCompany[object]) {
    return value === '' ? ties[object].unlinked(context, id) : ties[object].linked(context, id, value);
  }
  if (name !== MERGED_IDS) return changes[object].property(context, id, name, value);
  const gone = value.split(';').map((one) => one.trim());
  return merged(
    context,
    object,
    id,
    gone.filter((one) => /^\d+$/.test(one)),
  );
};
