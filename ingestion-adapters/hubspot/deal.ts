import * as E from 'fp-ts/lib/Either.js';
import { lookUp } from '../../domain/keyed.js';
import type { Description, OpportunityKind } from '../../domain/opportunity/events.js';
import { Currency, NonEmptyString } from '../../domain/primitives.js';
import { invalid, notUnderstood, type Said } from '../translation.js';
import { dealIn, outcomeSaid } from './deal-outcome.js';
import { companyIn, type ElementContext, saying, sayingOf } from './subject.js';
import { dateOf, decimalOf, timeOf } from './values.js';

const TYPES: Readonly<Record<string, OpportunityKind>> = { newbusiness: 'new', existingbusiness: 'upsell' };
const KINDS: Readonly<Record<string, OpportunityKind>> = {
  new: 'new',
  renewal: 'renewal',
  upsell: 'upsell',
  'cross-sell': 'cross-sell',
};
const currencyOf = (value: string | undefined): Currency | null => {
  const decoded = Currency.decode(value?.trim().toUpperCase());
  return E.isRight(decoded) ? decoded.right : null;
};

export const dealLinked = (context: ElementContext, dealId: string, companyId: string): Said => {
  const company = companyIn(context, companyId);
  const data = { ...dealIn(context, dealId), accountId: company.accountId };
  return sayingOf(context, company, { type: 'LinkOpportunity', data });
};

export const dealUnlinked = (context: ElementContext, dealId: string): Said =>
  saying(context, { type: 'LinkOpportunity', data: { ...dealIn(context, dealId), accountId: null } });

export const dealCreated = (context: ElementContext, dealId: string): Said =>
  saying(context, { type: 'OpenOpportunity', data: dealIn(context, dealId) });

/** What becomes of a deal whose property was emptied. */
const CLEARED: Readonly<Record<string, Description>> = {
  dealname: { name: null },
  dealtype: { presumedKind: null },
  deal_kind: { kind: null },
  hs_arr: { arr: null },
  amount: { amount: null },
  deal_currency_code: { currency: null },
  closedate: { closesOn: null },
};

export const dealProperty = (context: ElementContext, dealId: string, name: string, value: string): Said => {
  const deal = dealIn(context, dealId);
  const describe = (changes: Description): Said =>
    saying(context, { type: 'DescribeOpportunity', data: { ...deal, changes } });
  const wrong = (expected: string): Said => invalid('/propertyValue', `${name} must be ${expected}`);
  if (!NonEmptyString.is(value)) {
    const cleared = lookUp(CLEARED, name);
    return cleared === undefined ? saying(context) : describe(cleared);
  }
  switch (name) {
    case 'dealname':
      return describe({ name: value });
    case 'dealtype': {
      const presumedKind = lookUp(TYPES, value);
      return presumedKind === undefined ? notUnderstood(`dealtype ${value}`) : describe({ presumedKind });
    }
    case 'deal_kind': {
      const kind = lookUp(KINDS, value.trim().toLowerCase().replaceAll(/[ _]/g, '-'));
      return kind === undefined ? notUnderstood(`deal_kind ${value}`) : describe({ kind });
    }
    case 'hs_arr':
    case 'amount': {
      const amount = decimalOf(value);
      if (amount === undefined) return wrong('a decimal number');
      const presumedCurrency = currencyOf(context.connection.settings.currency);
      return describe({
        [name === 'hs_arr' ? 'arr' : 'amount']: amount,
        ...(presumedCurrency === null ? {} : { presumedCurrency }),
      });
    }
    case 'deal_currency_code': {
      const currency = currencyOf(value);
      return currency === null ? wrong('an ISO 4217 code') : describe({ currency });
    }
    case 'closedate': {
      const closesOn = dateOf(value);
      return closesOn === undefined ? wrong('a time or a date') : describe({ closesOn });
    }
    case 'createdate': {
      const occurredAt = timeOf(value);
      if (occurredAt === undefined) return wrong('a time');
      return saying(context, { type: 'OpenOpportunity', data: { ...deal, occurredAt } });
    }
    default:
      return outcomeSaid(context, dealId, name, value) ?? notUnderstood(`property deal.${name}`);
  }
};
