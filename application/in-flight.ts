/** Works through the items in their order, `limit` of them at a time, until all are done or one asks to stop. */
export const inFlight = async <A>(
  limit: number,
  items: Iterable<A>,
  work: (item: A) => Promise<'go on' | 'stop'>,
): Promise<void> => {
  const waiting = [...items].values();
  let stopped = false;
  const lane = async () => {
    for (let next = waiting.next(); !next.done && !stopped; next = waiting.next()) {
      if ((await work(next.value)) === 'stop') stopped = true;
    }
  };
  await Promise.all(Array.from({ length: limit }, lane));
};
