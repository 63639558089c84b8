import { type CalendarDate, dayOf } from '../../domain/primitives.js';
import type { Freshness } from '../answers/freshness.js';
import type { ReadSide } from '../deps.js';
import { evaluateRule } from './evaluate-rule.js';

/** Roots of merged groups, and all that belong to them. */
export type SegmentMeant = {
  readonly accountIds: ReadonlyArray<string>;
  readonly members: ReadonlyArray<string>;
  readonly freshness: Freshness;
};

/**
 * The accounts that are in a segment today, where one is defined by this name; with `knownAt` those that were in it on
 * that day, as the log knew it then. What a CRM calls so is not looked at.
 */
export const segmentMeant = async (
  readSide: Pick<ReadSide, 'segments' | 'clock'>,
  name: string,
  knownAt?: CalendarDate,
): Promise<SegmentMeant | undefined> => {
  const { segment } = await readSide.segments.find(name, knownAt);
  const rule = segment?.versions.at(-1)?.definition?.rule;
  if (rule === undefined) return undefined;
  const { matching, freshness } = await evaluateRule(readSide, rule, {
    day: knownAt ?? dayOf(readSide.clock()),
    knownAt,
  });
  return {
    accountIds: matching.map(({ accountId }) => accountId),
    members: matching.flatMap(({ members }) => members),
    freshness,
  };
};
