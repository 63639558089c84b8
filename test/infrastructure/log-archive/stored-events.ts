import fc from 'fast-check';
import type { StoredEvent } from '../../../infrastructure/envelope/stored-event.js';

const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)));
const bytes = fc.uint8Array({ maxLength: 6 });
const long = fc.bigInt({ min: 0n, max: 2n ** 63n });

/** Whatever a log may give back, as JSON or not. */
export const storedEvents: fc.Arbitrary<StoredEvent> = fc.record({
  id: fc.uuid(),
  streamName: fc.oneof(fc.constantFrom('usage-1', 'account-2'), fc.string()),
  revision: long,
  position: fc.oneof(
    fc.record({ commit: long, prepare: long }),
    long.map((commit) => ({ commit, prepare: commit })),
  ),
  recordedAt: fc.date({ noInvalidDate: true }),
  type: fc.oneof(fc.constantFrom('SeatsChanged'), fc.string()),
  data: fc.oneof(json, bytes),
  metadata: fc.oneof(json, bytes, fc.constant(undefined)),
});
