import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from '../../../infrastructure/event-node/log/visible-events.js';
import type { StoredEvent } from '../../../infrastructure/event-node/store/store.js';

const shown = ['account-1', '$persistentsubscription-account-1::group-checkpoint', '$$account-1', '$all'];
const hidden = ['$persistentsubscription-$all::group-parked', '$$$persistentsubscription-$all::group-checkpoint'];

const eventAt = (position: number, streamName: string): StoredEvent => ({
  position,
  streamName,
  revision: 0,
  type: 'Counted',
  createdAt: 0,
  record: Buffer.alloc(0),
});

const runs = fc.array(
  fc.record({
    name: fc.constantFrom(...shown, ...hidden),
    length: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(700)),
  }),
  { maxLength: 12 },
);

test('a page holds what is shown, is full before the end, and the next goes on after it', () => {
  fc.assert(
    fc.property(runs, fc.integer({ min: 1, max: 300 }), (parts, limit) => {
      const names = parts.flatMap(({ name, length }) => Array.from({ length }, () => name));
      const log = names.map((name, index) => eventAt(index + 1, name));
      const read = visible(
        (position, count) => log.slice(Math.max(0, position - 1), Math.max(0, position - 1) + count),
        ({ position }) => position + 1,
      );
      const pages: Array<ReadonlyArray<StoredEvent>> = [];
      for (let from = 0; ; ) {
        const page = read(from, limit);
        pages.push(page);
        const last = page.at(-1);
        if (page.length < limit || last === undefined) break;
        from = last.position + 1;
      }
      expect(pages.flat()).toEqual(log.filter(({ streamName }) => shown.includes(streamName)));
    }),
    { numRuns: 300, seed: 20_261_122 },
  );
});
