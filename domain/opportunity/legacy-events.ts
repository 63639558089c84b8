import * as t from 'io-ts';

const field = t.union([t.string, t.null]);

/** Version 1 of OpportunityDescribed had every field, `null` where it was not said, and so could clear none. Retired; still in old logs. */
export const OpportunityDescribedV1 = t.strict(
  {
    opportunityId: t.string,
    occurredAt: t.string,
    name: field,
    kind: field,
    presumedKind: field,
    arr: field,
    amount: field,
    currency: field,
    presumedCurrency: field,
    closesOn: field,
  },
  'OpportunityDescribed@1',
);
