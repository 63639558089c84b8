import { document, freshness } from './document.js';
import type { Members, Segment, SegmentRule, Tally, TriedSegment } from './segment-types.js';
import type { Changed, Freshness } from './types.js';

const version = /* GraphQL */ `version since description rule`;
const account = /* GraphQL */ `accountId name domain plan segment arr currency healthScore healthBand daysToRenewal`;

export const listSegments = document<
  { readonly segments: { readonly items: ReadonlyArray<Segment>; readonly freshness: Freshness } },
  { minPosition: string | null }
>(/* GraphQL */ `
  query ListSegments($minPosition: Position) {
    segments(minPosition: $minPosition) { items { name retired ${version} versions { ${version} } } ${freshness} }
  }`);

/** Those of today. */
export const countMembers = document<{ readonly members: Tally }, { name: string; minPosition: string | null }>(
  /* GraphQL */ `
  query CountMembers($name: String!, $minPosition: Position) {
    members: segmentAccounts(name: $name, first: 1, minPosition: $minPosition) { matching undecided accounts }
  }`,
);

export const readMembers = document<
  { readonly members: Members },
  { name: string; asOf: string | null; first: number; minPosition: string | null }
>(/* GraphQL */ `
  query ReadMembers($name: String!, $asOf: Day, $first: Int!, $minPosition: Position) {
    members: segmentAccounts(name: $name, asOf: $asOf, first: $first, minPosition: $minPosition) {
      version asOf matching undecided accounts items { ${account} } nextCursor ${freshness}
    }
  }`);

export const trySegment = document<{ readonly tried: TriedSegment }, { rule: SegmentRule }>(
  /* GraphQL */ `
  query TrySegment($rule: JSON!) {
    tried: tryRule(rule: $rule) { asOf matching undecided accounts sample { ${account} } }
  }`,
);

type Definition = { name: string; rule: SegmentRule; description: string | null };

export const defineSegment = document<{ readonly changed: Changed }, Definition>(/* GraphQL */ `
  mutation DefineSegment($name: String!, $rule: JSON!, $description: String) {
    changed: defineSegment(name: $name, rule: $rule, description: $description) { position }
  }`);
export const redefineSegment = document<{ readonly changed: Changed }, Definition>(/* GraphQL */ `
  mutation RedefineSegment($name: String!, $rule: JSON!, $description: String) {
    changed: redefineSegment(name: $name, rule: $rule, description: $description) { position }
  }`);
export const retireSegment = document<{ readonly changed: Changed }, { name: string }>(
  /* GraphQL */ `mutation RetireSegment($name: String!) { changed: retireSegment(name: $name) { position } }`,
);
