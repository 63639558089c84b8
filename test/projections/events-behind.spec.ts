import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position } from '../../application/position.js';
import { eventsAfter, eventsBehind } from '../../projections/events-behind.js';

const at = (commit: number): Position => ({ commit: BigInt(commit), prepare: BigInt(commit) });
const furthest = { position: at(1_000), events: 100 };
const reader = (position: Position | undefined, events?: number) => ({ position, events, isCurrent: false });

describe('how many events a reader is behind', () => {
  it('is none for one that had read everything a moment ago, whatever came since', () => {
    expect(eventsBehind({ ...reader(at(10), 1), isCurrent: true }, furthest, at(2_000))).toEqual({
      events: 0,
      isEstimate: false,
    });
  });

  it('is counted where another has read the log to its end', () => {
    expect(eventsBehind(reader(at(400), 37), furthest, at(1_000))).toEqual({ events: 63, isEstimate: false });
    expect(eventsBehind(reader(undefined), furthest, at(1_000))).toEqual({ events: 100, isEstimate: false });
  });

  it('is told from the bytes where nobody has read', () => {
    expect(eventsBehind(reader(at(400), 37), furthest, at(1_500))).toEqual({ events: 63 + 50, isEstimate: true });
    expect(eventsBehind(reader(at(1_000), 100), furthest, at(1_001))).toEqual({ events: 1, isEstimate: true });
  });

  it('is told from the bytes of a reader that does not see every event', () => {
    expect(eventsBehind(reader(at(400)), furthest, at(1_000))).toEqual({ events: 60, isEstimate: true });
  });

  it('is not known before anything was read, or without an end to measure to', () => {
    expect(eventsBehind(reader(undefined), undefined, at(1_000))).toBeUndefined();
    expect(eventsBehind(reader(undefined), { position: at(0), events: 1 }, at(1_000))).toBeUndefined();
    expect(eventsBehind(reader(at(400), 37), furthest, undefined)).toBeUndefined();
  });

  it('is never less than none, even where the end of the log was read too early', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(200), fc.nat(2_000), (position, events, head) => {
        expect(eventsBehind(reader(at(position), events), furthest, at(head))?.events).toBeGreaterThanOrEqual(0);
      }),
      { seed: 20260701 },
    );
  });
});

describe('the events of a batch after a position', () => {
  it('add up to all of them, however the log is cut into batches and given again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(10_000), { maxLength: 60 }), fc.array(fc.nat(60)), (commits, cuts) => {
        const events = commits.toSorted((a, b) => a - b).map((commit) => ({ position: at(commit) }));
        let position: Position | undefined;
        let counted = 0;
        for (const end of [...cuts.toSorted((a, b) => a - b), events.length]) {
          const batch = events.slice(Math.max(0, end - 20), end);
          const seen = events
            .slice(0, end)
            .filter((event) => position === undefined || event.position.commit > position.commit);
          if (seen.length > batch.length) continue;
          counted += eventsAfter(batch, position);
          position = batch.at(-1)?.position ?? position;
        }
        expect(counted).toBe(position === undefined ? 0 : events.findIndex((e) => e.position === position) + 1);
      }),
      { seed: 20260701 },
    );
  });
});
