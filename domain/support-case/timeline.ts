import type { Timestamp } from '../primitives.js';

/** What was said about the status of a case, by time. At one instant opening comes first and solving last. */
export type StatusFact = { readonly at: Timestamp; readonly said: 'opened' | 'reopened' | 'solved' };
export type CaseStatus = 'open' | 'solved';
/** `until` is exclusive, `null` while it lasts. */
export type StatusInterval = {
  readonly status: CaseStatus;
  readonly from: Timestamp;
  readonly until: Timestamp | null;
};

const order = { opened: 0, reopened: 1, solved: 2 } as const;
const compare = (a: StatusFact, b: StatusFact): number =>
  a.at === b.at ? order[a.said] - order[b.said] : a.at < b.at ? -1 : 1;

export const isOnTimeline = (timeline: ReadonlyArray<StatusFact>, fact: StatusFact): boolean =>
  timeline.some((held) => compare(held, fact) === 0);

export const placeOnTimeline = (timeline: ReadonlyArray<StatusFact>, fact: StatusFact): ReadonlyArray<StatusFact> =>
  isOnTimeline(timeline, fact) ? timeline : [...timeline, fact].sort(compare);

const statusAfter = ({ said }: StatusFact): CaseStatus => (said === 'solved' ? 'solved' : 'open');

/** The statuses a case went through, none of them empty and no two neighbours alike. */
export const statusIntervals = ({
  timeline,
}: {
  readonly timeline: ReadonlyArray<StatusFact>;
}): ReadonlyArray<StatusInterval> => {
  const changes = timeline.filter((fact, i) => timeline[i + 1]?.at !== fact.at);
  const kept = changes.filter((fact, i) => {
    const before = changes[i - 1];
    return before === undefined || statusAfter(before) !== statusAfter(fact);
  });
  return kept.map((fact, i) => ({ status: statusAfter(fact), from: fact.at, until: kept[i + 1]?.at ?? null }));
};
