/** A partition as whoever claims finds it. */
export type Claimable = { readonly partition: number; readonly holder: string | undefined; readonly isTaken: boolean };

/**
 * The partitions a process holds from now on, when so many share them: what it has, up to its fair share, and what
 * nobody alive holds. It gives up what is more, for others to take when they claim.
 */
export const fairShare = (
  partitions: ReadonlyArray<Claimable>,
  holder: string,
  processes: number,
): ReadonlyArray<number> => {
  const fair = Math.ceil(partitions.length / Math.max(1, processes));
  const own = partitions.filter((each) => each.holder === holder);
  const free = partitions.filter((each) => each.holder !== holder && !each.isTaken);
  return [...own, ...free]
    .slice(0, fair)
    .map(({ partition }) => partition)
    .sort((a, b) => a - b);
};

/** Seconds after which a process that did not claim again is taken to be dead. */
export const LEASE_SECONDS = 10;
