import { earlier } from '../latest.js';
import type { Timestamp } from '../primitives.js';

/** A promise that was not kept: which, when its time ran out or, unless `exact`, had run out, and whether that was taken back. */
export type SlaBreach = {
  readonly at: Timestamp;
  readonly metric: string | null;
  readonly exact: boolean;
  readonly withdrawn: boolean;
};
type Said = Omit<SlaBreach, 'withdrawn'>;

type Breaches = ReadonlyArray<SlaBreach> | undefined;

const nameOf = ({ at, metric, exact }: SlaBreach): string => `${at} ${exact} ${metric ?? ''}`;

/** The breach that is held of what was said: exact ones are told apart by their times. */
export const heldBreach = (breaches: Breaches, said: Said): SlaBreach | undefined =>
  breaches?.find(
    ({ at, metric, exact }) => metric === said.metric && exact === said.exact && (!exact || at === said.at),
  );

/** What was taken back once stays so, whichever was heard first. */
export const noteBreach = (breaches: Breaches, said: SlaBreach): ReadonlyArray<SlaBreach> => {
  const held = heldBreach(breaches, said);
  const others = (breaches ?? []).filter((breach) => breach !== held);
  const noted = { ...said, at: earlier(held?.at, said.at), withdrawn: said.withdrawn || held?.withdrawn === true };
  return [...others, noted].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
};

/** The breaches that stand. One without a metric is the same as one with a metric at its time. */
export const standingBreaches = (breaches: Breaches): ReadonlyArray<SlaBreach> =>
  (breaches ?? []).filter(
    ({ at, metric, withdrawn }) =>
      !withdrawn && (metric !== null || !breaches?.some((other) => other.at === at && other.metric !== null)),
  );
