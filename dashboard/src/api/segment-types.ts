import type { Freshness } from './types.js';

export const TEXT_FIELDS = [
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
  'cohort',
] as const;
export const NUMBER_FIELDS = [
  'employees',
  'annualRevenue',
  'arr',
  'seats',
  'openCases',
  'healthScore',
  'daysSinceActivity',
  'daysToRenewal',
] as const;
export type Field = (typeof TEXT_FIELDS)[number] | (typeof NUMBER_FIELDS)[number];

export type Condition = {
  readonly field: Field;
  readonly op: string;
  readonly value?: string | number | ReadonlyArray<string | number>;
};
export type SegmentRule =
  | Condition
  | { readonly and: ReadonlyArray<SegmentRule> }
  | { readonly or: ReadonlyArray<SegmentRule> }
  | { readonly not: SegmentRule };

type SegmentVersion = {
  readonly version: number;
  readonly since: string;
  readonly description: string | null;
  /** `null` where it was retired. */
  readonly rule: SegmentRule | null;
};
export type Segment = SegmentVersion & {
  readonly name: string;
  readonly retired: boolean;
  readonly versions: ReadonlyArray<SegmentVersion>;
};

export type SegmentAccount = {
  readonly accountId: string;
  readonly name: string | null;
  readonly domain: string | null;
  readonly plan: string | null;
  readonly segment: string | null;
  readonly arr: number | null;
  readonly currency: string | null;
  readonly healthScore: number | null;
  readonly healthBand: string | null;
  readonly daysToRenewal: number | null;
};

/** Of how many accounts the rule can tell, and how many it matches. */
export type Tally = { readonly matching: number; readonly undecided: number; readonly accounts: number };

export type Members = Tally & {
  readonly version: number;
  readonly asOf: string;
  readonly items: ReadonlyArray<SegmentAccount>;
  readonly nextCursor: string | null;
  readonly freshness: Freshness;
};

export type TriedSegment = Tally & { readonly asOf: string; readonly sample: ReadonlyArray<SegmentAccount> };
