import { dayOf } from '../../domain/primitives.js';
import type { Freshness } from '../answers/freshness.js';
import type { ReadSide } from '../deps.js';
import { evaluateRule } from './evaluate-rule.js';

/** Roots of merged groups, and all that belong to them. */
export type SegmentMeant = {
  readonly accountIds: ReadonlyArray<string>;
  readonly members: ReadonlyArray<string>;
  readonly freshness: Freshness;
};

/** The accounts that are in a segment today, where one is defined by this name; what a CRM calls so is not looked at. */
export const segmentMeant = async (
  readSide: Pick<ReadSide, 'segments' | 'clock'>,
  name: string,
): Promise<SegmentMeant | undefined> => {
  const { segment } = await readSide.segments.find(name);
  const rule = segment?.versions.at(-1)?.definition?.rule;
  if (rule === undefined) return undefined;
  const { matching, freshness } = await evaluateRule(readSide, rule, dayOf(readSide.clock()));
  return {
    accountIds: matching.map(({ accountId }) => accountId),
    members: matching.flatMap(({ members }) => members),
    freshness,
  };
};
