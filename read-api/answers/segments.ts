import * as t from 'io-ts';
import { nullable } from '../../domain/primitives.js';
import type { AccountValues } from '../../domain/segment/fields.js';
import { Rule } from '../parameters/segments.js';
import { Freshness } from './freshness.js';
import { day, instant, integer, position } from './texts.js';

const text = nullable(t.string);
const number = nullable(t.number);

/** `rule` is null where the segment was retired. */
const SegmentVersion = t.strict(
  { version: integer, since: instant, description: text, rule: nullable(Rule) },
  'SegmentVersion',
);

/** With the version that holds now, and all there were, the oldest first. */
const Segment = t.strict(
  { name: t.string, retired: t.boolean, ...SegmentVersion.type.props, versions: t.readonlyArray(SegmentVersion) },
  'Segment',
);
export type Segment = t.TypeOf<typeof Segment>;

export const SegmentList = t.strict({ items: t.readonlyArray(Segment), freshness: Freshness }, 'SegmentList');
export type SegmentList = t.TypeOf<typeof SegmentList>;

export const FoundSegment = t.strict({ segment: Segment, freshness: Freshness }, 'FoundSegment');
export type FoundSegment = t.TypeOf<typeof FoundSegment>;

/** Ask for the segment at `position` to read what was changed. */
export const ChangedSegment = t.strict({ name: t.string, position: nullable(position) }, 'ChangedSegment');
export type ChangedSegment = t.TypeOf<typeof ChangedSegment>;

/** An account at the end of a day, in the fields that rules ask for; null is not known. */
const SegmentAccount: t.Type<AccountValues & { readonly accountId: string }> = t.strict(
  {
    accountId: t.string,
    ...{ name: text, domain: text, industry: text, plan: text, region: text, segment: text, owner: text },
    ...{ lifecycleStage: text, employees: number, annualRevenue: number, arr: number, currency: text },
    ...{ seats: number, openCases: number, healthScore: number, healthBand: text },
    ...{ daysSinceActivity: number, daysToRenewal: number, cohort: t.readonlyArray(t.string) },
  },
  'SegmentAccount',
);

/** Of `accounts` known then, how many the rule matches, and of how many it cannot tell. */
const tally = { asOf: day, knownAt: nullable(day), matching: integer, undecided: integer, accounts: integer };

export const SegmentMembers = t.strict(
  {
    ...{ name: t.string, version: integer, ...tally, items: t.readonlyArray(SegmentAccount) },
    ...{ nextCursor: text, freshness: Freshness },
  },
  'SegmentMembers',
);
export type SegmentMembers = t.TypeOf<typeof SegmentMembers>;

export const TriedRule = t.strict(
  { ...tally, sample: t.readonlyArray(SegmentAccount), freshness: Freshness },
  'TriedRule',
);
export type TriedRule = t.TypeOf<typeof TriedRule>;
