import type { ResolvedEvent } from '@eventstore/db-client';

export const collect = async <A>(source: AsyncIterable<A>): Promise<Array<A>> => {
  const items: Array<A> = [];
  for await (const item of source) items.push(item);
  return items;
};

/** The first `count` of a source that does not end. */
export const take = async <A>(count: number, source: AsyncIterable<A>): Promise<Array<A>> => {
  const items: Array<A> = [];
  for await (const item of source) {
    items.push(item);
    if (items.length === count) break;
  }
  return items;
};

export const typesOf = (events: ReadonlyArray<ResolvedEvent>): ReadonlyArray<string | undefined> =>
  events.map(({ event }) => event?.type);

export const rejectionOf = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('Expected a rejection, and there was none.');
};
