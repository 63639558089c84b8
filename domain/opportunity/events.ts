import * as t from 'io-ts';
import { message } from '../event.js';
import { AccountId, OpportunityId } from '../ids.js';
import { CalendarDate, Currency, DecimalString, NonEmptyString, nullable, oneOf, Timestamp } from '../primitives.js';

export const OpportunityKind = oneOf('new', 'upsell', 'cross-sell', 'renewal');
export type OpportunityKind = t.TypeOf<typeof OpportunityKind>;

/**
 * `arr` is the yearly value, `amount` what stands for it where there is no `arr`; what is presumed stands for the kind or
 * currency that was not said outright.
 */
const Description = t.exact(
  t.partial({
    name: nullable(NonEmptyString),
    kind: nullable(OpportunityKind),
    presumedKind: nullable(OpportunityKind),
    arr: nullable(DecimalString),
    amount: nullable(DecimalString),
    currency: nullable(Currency),
    presumedCurrency: nullable(Currency),
    closesOn: nullable(CalendarDate),
  }),
  'Description',
);
export type Description = t.TypeOf<typeof Description>;
export type DescribedField = keyof Description;

const opportunity = { opportunityId: OpportunityId, occurredAt: Timestamp };

export const OpportunityOpened = message('OpportunityOpened', { ...opportunity });
/** CRMs send one property at a time: a fact sets some of the fields, and `null` clears one. */
export const OpportunityDescribed = message('OpportunityDescribed', { ...opportunity, changes: Description });
export const OpportunityLinked = message('OpportunityLinked', { ...opportunity, accountId: nullable(AccountId) });
export const OpportunityStageChanged = message('OpportunityStageChanged', { ...opportunity, stage: NonEmptyString });
export const OpportunityWon = message('OpportunityWon', { ...opportunity });
export const OpportunityLost = message('OpportunityLost', { ...opportunity, reason: nullable(NonEmptyString) });

export const OpportunityEvent = t.union(
  [
    OpportunityOpened,
    OpportunityDescribed,
    OpportunityLinked,
    OpportunityStageChanged,
    OpportunityWon,
    OpportunityLost,
  ],
  'OpportunityEvent',
);
export type OpportunityEvent = t.TypeOf<typeof OpportunityEvent>;
