/** Lets so many go on at a time, the others as they came. */
export const lanes = (count: number): (<A>(work: () => Promise<A>) => Promise<A>) => {
  const waiting: Array<() => void> = [];
  let free = count;
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return work().finally(leave);
  };
};
