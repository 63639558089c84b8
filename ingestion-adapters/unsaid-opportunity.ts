/** A description of an opportunity in which nothing is said yet. */
export const unsaidOpportunity = {
  name: null,
  kind: null,
  presumedKind: null,
  arr: null,
  amount: null,
  currency: null,
  presumedCurrency: null,
  closesOn: null,
};
