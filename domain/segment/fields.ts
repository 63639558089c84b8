/** What rules ask of an account: its profile, and what is known of it at the end of a day. */
export const textFields = [
  'name',
  'domain',
  'industry',
  'plan',
  'region',
  'segment',
  'owner',
  'lifecycleStage',
  'currency',
  'healthBand',
] as const;
export const numberFields = [
  'employees',
  'annualRevenue',
  'arr',
  'seats',
  'openCases',
  'healthScore',
  'daysSinceActivity',
  'daysToRenewal',
] as const;
export const listFields = ['cohort'] as const;

export type TextField = (typeof textFields)[number];
export type NumberField = (typeof numberFields)[number];
export type ListField = (typeof listFields)[number];
export type Field = TextField | NumberField | ListField;

/** An account as rules see it. `null` is not known; a list that is empty is known to be. */
export type AccountValues = { readonly [F in TextField]: string | null } & {
  readonly [F in NumberField]: number | null;
} & { readonly [F in ListField]: ReadonlyArray<string> };
