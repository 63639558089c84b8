/**
 * Reads for all who ask while the read before is under way. What each is told was read after it asked, so nobody is told less
 * than a read of its own would have told.
 */
export const together = <A>(read: () => Promise<A>): (() => Promise<A>) => {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<A> | undefined;
  const readNext = (): Promise<A> => {
    next = undefined;
    const reading = read();
    underWay = reading.catch(() => undefined);
    return reading;
  };
  return () => {
    next ??= underWay.then(readNext);
    return next;
  };
};
