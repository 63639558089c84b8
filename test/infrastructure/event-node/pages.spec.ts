import { describe, expect, test } from 'vitest';
import type { StoredEvent } from '../../../infrastructure/event-node/store/store.js';
import type { Cursor } from '../../../infrastructure/event-node/streams/cursors.js';
import { makePagePool } from '../../../infrastructure/event-node/streams/page-pool.js';
import { makePages } from '../../../infrastructure/event-node/streams/pages.js';

const event = (position: number, bytes = 10): StoredEvent => ({
  position,
  streamName: 'numbers',
  revision: position - 1,
  type: 'Counted',
  createdAt: 0,
  record: Buffer.alloc(bytes),
});

const log = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((position) => event(position));

/** A cursor over the log, and where it was read from. */
const reading = () => {
  let next = 1;
  const readFrom: Array<number> = [];
  const cursor: Cursor = (limit, after) => {
    if (after !== undefined) next = after.position + 1;
    readFrom.push(next);
    const page = log.filter(({ position }) => position >= next).slice(0, limit);
    next += page.length;
    return page;
  };
  return { cursor, readFrom };
};

const positions = (events: ReadonlyArray<StoredEvent>) => events.map(({ position }) => position);

describe('a reader that stops in the middle of a page', () => {
  test('gets the rest of it without another read', () => {
    const { cursor, readFrom } = reading();
    const pages = makePages(cursor, makePagePool(1_000));
    const page = pages.next(4);
    pages.putBack(event(1), page.slice(1));
    expect(positions(pages.next(4))).toEqual([2, 3, 4]);
    expect(positions(pages.next(4))).toEqual([5, 6, 7, 8]);
    expect(readFrom).toEqual([1, 5]);
  });

  test('gets it all the same when the rest was not kept', () => {
    const { cursor, readFrom } = reading();
    const pages = makePages(cursor, makePagePool(0));
    const page = pages.next(4);
    pages.putBack(event(1), page.slice(1));
    expect(positions(pages.next(4))).toEqual([2, 3, 4, 5]);
    expect(positions(pages.next(4))).toEqual([6, 7, 8, 9]);
    expect(readFrom).toEqual([1, 2, 6]);
  });

  test('at its end goes on with the next', () => {
    const { cursor, readFrom } = reading();
    const pages = makePages(cursor, makePagePool(1_000));
    pages.next(4);
    pages.putBack(event(4), []);
    expect(positions(pages.next(4))).toEqual([5, 6, 7, 8]);
    expect(readFrom).toEqual([1, 5]);
  });
});

describe('the pool', () => {
  const [first, second] = [{}, {}];

  test('lets go of what was kept longest ago when it has no room', () => {
    const pool = makePagePool(40);
    pool.keep(first, log.slice(0, 3));
    pool.keep(second, log.slice(0, 2));
    expect(pool.take(first)).toBeUndefined();
    expect(pool.take(second)).toHaveLength(2);
  });

  test('has room again for what was taken', () => {
    const pool = makePagePool(40);
    pool.keep(first, log.slice(0, 4));
    expect(pool.take(first)).toHaveLength(4);
    expect(pool.take(first)).toBeUndefined();
    pool.keep(second, log.slice(0, 4));
    expect(pool.take(second)).toHaveLength(4);
  });

  test('does not keep what has no room at all, and loses none for it', () => {
    const pool = makePagePool(40);
    pool.keep(first, [event(1, 41)]);
    expect(pool.take(first)).toBeUndefined();
    pool.keep(second, log.slice(0, 4));
    expect(pool.take(second)).toHaveLength(4);
  });
});
