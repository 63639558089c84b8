const ignored = (): void => undefined;

/** Asks for the next while the one before is worked on. Whoever stops early has to end the source by other means. */
export async function* oneAhead<A>(source: AsyncIterable<A>): AsyncGenerator<A> {
  const iterator = source[Symbol.asyncIterator]();
  let next = iterator.next();
  for (;;) {
    const { done, value } = await next;
    if (done) return;
    next = iterator.next();
    next.catch(ignored);
    yield value;
  }
}
