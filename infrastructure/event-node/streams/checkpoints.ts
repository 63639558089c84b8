export type Checkpoints = {
  /** The position to send as a checkpoint after this event, if one is due. */
  readonly considered: (position: number) => number | undefined;
  /** The position of the last considered event, unless it has been sent. */
  readonly last: () => number | undefined;
};

/** Checkpoints of a filtered subscription count the events it considers, whether they match or not. Without a filter there are none. */
export const makeCheckpoints = (interval: number | undefined): Checkpoints => {
  let count = 0;
  let pending: number | undefined;
  const take = () => {
    const position = pending;
    pending = undefined;
    return position;
  };
  return {
    considered: (position) => {
      if (interval === undefined) return undefined;
      pending = position;
      count += 1;
      return count % interval === 0 ? take() : undefined;
    },
    last: take,
  };
};
