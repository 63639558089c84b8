/** Runs at most `width` tasks at a time, in the order they came. */
export const limited = (width: number): (<A>(task: () => Promise<A>) => Promise<A>) => {
  let free = width;
  const waiting: Array<() => void> = [];
  return async (task) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
};
