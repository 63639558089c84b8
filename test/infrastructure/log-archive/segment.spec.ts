import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSegment, encodeSegment } from '../../../infrastructure/log-archive/segment.js';
import { storedEvents } from './stored-events.js';

describe('a segment', () => {
  it('gives back any events of a log', () => {
    fc.assert(
      fc.property(fc.array(storedEvents, { maxLength: 30 }), (events) => {
        expect(decodeSegment(encodeSegment(events))).toEqual(events);
      }),
      { seed: 2026 },
    );
  });

  it('keeps apart the metadata of neighbours that are almost alike', () => {
    const [event] = fc.sample(storedEvents, { numRuns: 1, seed: 2026 });
    if (event === undefined) throw new Error('there is no event');
    const metadata = [
      [],
      {},
      [],
      { a: 1 },
      { b: 1 },
      { a: { b: 1 } },
      { a: { b: 2 } },
      { a: { b: 2 } },
      null,
      undefined,
    ];
    const events = metadata.map((one) => ({ ...event, metadata: one }));
    expect(decodeSegment(encodeSegment(events))).toEqual(events);
  });

  it('can be read from the middle of other bytes', () => {
    fc.assert(
      fc.property(fc.array(storedEvents, { maxLength: 5 }), fc.integer({ min: 1, max: 9 }), (events, before) => {
        const segment = encodeSegment(events);
        const among = new Uint8Array(segment.length + before + 3);
        among.set(segment, before);
        expect(decodeSegment(among.subarray(before, before + segment.length))).toEqual(events);
      }),
      { seed: 2026 },
    );
  });
});
