import type { AccountValues, ListField, TextField } from '../../domain/segment/fields.js';

/** What the read model holds of one account at the end of a day. */
export type Held = {
  readonly accountId: string;
  readonly ofCrm: boolean | null;
  /** `null` where no fact is about the account itself. */
  readonly removed: boolean | null;
  /** The yearly value, with `null` for an amount in mixed currencies; nothing before the first contract. */
  readonly worth: { readonly amount: number | null; readonly currency: string | null } | null;
  readonly renewsOn: string | null;
  readonly said: Readonly<Record<string, string | null>>;
  readonly scored: { readonly score: number | null; readonly band: string | null } | null;
  readonly lastActiveOn: string | null;
  readonly openCases: number | null;
  readonly cohorts: ReadonlyArray<string>;
};

const DAY = 86_400_000;
const daysFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

const first = (group: ReadonlyArray<Held>, field: string): string | null =>
  group.map(({ said }) => said[field] ?? null).find((value) => value !== null) ?? null;

/** Text that is no number is nothing to compare with. */
const numberOf = (text: string | null): number | null =>
  text !== null && /^\s*-?\d{1,15}(\.\d+)?\s*$/.test(text) ? Number(text) : null;

const summed = (numbers: ReadonlyArray<number | null>): number | null => {
  const known = numbers.flatMap((number) => number ?? []);
  return known.length === 0 ? null : known.reduce((sum, number) => sum + number, 0);
};

const yearlyValue = (group: ReadonlyArray<Held>): Pick<AccountValues, 'arr' | 'currency'> => {
  const values = group.flatMap(({ worth }) => worth ?? []);
  const currencies = new Set(values.flatMap(({ currency }) => currency ?? []));
  const mixed = currencies.size > 1 || values.some(({ amount }) => amount === null);
  const [currency = null] = currencies;
  return mixed ? { arr: null, currency: null } : { arr: summed(values.map(({ amount }) => amount)), currency };
};

const profile = (group: ReadonlyArray<Held>): Omit<Pick<AccountValues, TextField>, 'currency' | 'healthBand'> => ({
  name: first(group, 'name'),
  domain: first(group, 'domain'),
  industry: first(group, 'industry'),
  plan: first(group, 'plan'),
  region: first(group, 'region'),
  segment: first(group, 'segment'),
  owner: first(group, 'owner'),
  lifecycleStage: first(group, 'lifecycleStage'),
});

const cohortsOf = (group: ReadonlyArray<Held>): Pick<AccountValues, ListField> => ({
  cohort: [...new Set(group.flatMap(({ cohorts }) => cohorts))].sort(),
});

/** A merged group as one account, its root first; scores are of the root alone, as everywhere else. */
export const groupValues = (group: ReadonlyArray<Held>, root: string, day: string): AccountValues => {
  const scored = group.find(({ accountId }) => accountId === root)?.scored;
  const lastActiveOn = group
    .flatMap((one) => one.lastActiveOn ?? [])
    .sort()
    .at(-1);
  const renewsOn = group.flatMap((one) => one.renewsOn ?? []).sort()[0];
  return {
    ...profile(group),
    ...yearlyValue(group),
    ...cohortsOf(group),
    employees: numberOf(first(group, 'employees')),
    annualRevenue: numberOf(first(group, 'annualRevenue')),
    seats: summed(group.map(({ said }) => numberOf(said['seats'] ?? null))),
    openCases: summed(group.map(({ openCases }) => openCases)),
    healthScore: scored?.score ?? null,
    healthBand: scored?.band ?? null,
    daysSinceActivity: lastActiveOn === undefined ? null : daysFrom(lastActiveOn, day),
    daysToRenewal: renewsOn === undefined ? null : daysFrom(day, renewsOn),
  };
};

/** Its records were deleted: those of CRMs, where any CRM knows it. */
export const isRemoved = (group: ReadonlyArray<Held>): boolean => {
  const said = group.filter(({ removed }) => removed !== null);
  const ofCrm = said.filter((one) => one.ofCrm === true);
  const decisive = ofCrm.length === 0 ? said : ofCrm;
  return decisive.length > 0 && decisive.every(({ removed }) => removed === true);
};
