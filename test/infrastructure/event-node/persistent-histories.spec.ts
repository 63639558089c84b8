import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeWorld, settings, step } from './support/persistent-world.js';

test('in every history each event is delivered until it is acked, skipped or parked, and no checkpoint passes it', () => {
  fc.assert(
    fc.property(settings, fc.array(step, { minLength: 1, maxLength: 120, size: 'max' }), (config, steps) => {
      const world = makeWorld(config);
      for (const one of steps) world.run(one);
      world.finishAll();
      expect([...world.open.keys()]).toEqual([]);
      expect(world.deliveries.counts()).toEqual({ buffered: 0, retried: 0, outstanding: 0, inFlight: 0 });
      world.stop();
      expect(world.lastSaved()).toBe(world.position());
      expect(world.lastTruncated()).toBe(world.lastReplayed());
    }),
    { numRuns: 2_000, seed: 20_261_122 },
  );
}, 60_000);
