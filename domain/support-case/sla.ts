import type { Timestamp } from '../primitives.js';

/** A promise that was not kept: which, when its time ran out, and whether that was taken back. */
export type SlaBreach = { readonly at: Timestamp; readonly metric: string | null; readonly withdrawn: boolean };

type Breaches = ReadonlyArray<SlaBreach> | undefined;

const nameOf = ({ at, metric }: SlaBreach): string => `${at} ${metric ?? ''}`;

export const breachAt = (breaches: Breaches, at: Timestamp, metric: string | null): SlaBreach | undefined =>
  breaches?.find((held) => held.at === at && held.metric === metric);

/** What was taken back once stays so, whichever was heard first. */
export const noteBreach = (breaches: Breaches, said: SlaBreach): ReadonlyArray<SlaBreach> => {
  const held = breachAt(breaches, said.at, said.metric);
  const others = (breaches ?? []).filter((breach) => breach !== held);
  const noted = { ...said, withdrawn: said.withdrawn || held?.withdrawn === true };
  return [...others, noted].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
};

/** The breaches that stand. One without a metric is the same as one with a metric at its time. */
export const standingBreaches = (breaches: Breaches): ReadonlyArray<SlaBreach> =>
  (breaches ?? []).filter(
    ({ at, metric, withdrawn }) =>
      !withdrawn && (metric !== null || !breaches?.some((other) => other.at === at && other.metric !== null)),
  );
