import type { Timestamp } from '../primitives.js';

/** What was said about the status of a case, by time. At one instant opening comes first and deleting last. */
export type StatusFact = {
  readonly at: Timestamp;
  readonly said: 'opened' | 'reopened' | 'solved' | 'restored' | 'deleted';
};
export type CaseStatus = 'open' | 'solved' | 'deleted';
/** `until` is exclusive, `null` while it lasts. */
export type StatusInterval = {
  readonly status: CaseStatus;
  readonly from: Timestamp;
  readonly until: Timestamp | null;
};

const order = { opened: 0, reopened: 1, solved: 2, restored: 3, deleted: 4 } as const;
const compare = (a: StatusFact, b: StatusFact): number =>
  a.at === b.at ? order[a.said] - order[b.said] : a.at < b.at ? -1 : 1;

export const isOnTimeline = (timeline: ReadonlyArray<StatusFact>, fact: StatusFact): boolean =>
  timeline.some((held) => compare(held, fact) === 0);

export const placeOnTimeline = (timeline: ReadonlyArray<StatusFact>, fact: StatusFact): ReadonlyArray<StatusFact> =>
  isOnTimeline(timeline, fact) ? timeline : [...timeline, fact].sort(compare);

type Standing = { readonly work: 'open' | 'solved'; readonly deleted: boolean };

/** Who works on a case has it back, whether that was said or not. */
const standingAfter = ({ work }: Standing, { said }: StatusFact): Standing => {
  if (said === 'deleted' || said === 'restored') return { work, deleted: said === 'deleted' };
  return { work: said === 'solved' ? 'solved' : 'open', deleted: false };
};

/** A case that was solved stays so when it is deleted; one that was open is neither from then on. */
const statusIn = ({ work, deleted }: Standing): CaseStatus => (deleted && work === 'open' ? 'deleted' : work);

/** The statuses a case went through, none of them empty and no two neighbours alike. */
export const statusIntervals = ({
  timeline,
}: {
  readonly timeline: ReadonlyArray<StatusFact>;
}): ReadonlyArray<StatusInterval> => {
  let standing: Standing = { work: 'open', deleted: false };
  const statuses = timeline.map((fact) => {
    standing = standingAfter(standing, fact);
    return { from: fact.at, status: statusIn(standing) };
  });
  const changes = statuses.filter(({ from }, i) => statuses[i + 1]?.from !== from);
  const kept = changes.filter(({ status }, i) => changes[i - 1]?.status !== status);
  return kept.map(({ status, from }, i) => ({ status, from, until: kept[i + 1]?.from ?? null }));
};
