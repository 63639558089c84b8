import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Connection, sources } from '../../application/ports/connections.js';
import { sampleBodies } from '../support/sample-deliveries.js';
import { type Delivered, delivered, ingestionUnderTest } from './ingesting.js';

const connections = new Map(
  sources.map((source): [string, Connection] => [source, { source, name: 'every', secrets: ['s'], settings: {} }]),
);

const everything: ReadonlyArray<Delivered> = [...connections.values()].flatMap((connection) =>
  sampleBodies[connection.source].map((body) => delivered(connection, body)),
);

const statesAfter = async (deliveries: ReadonlyArray<ReadonlyArray<Delivered>>) => {
  const { save, ingest, states } = await ingestionUnderTest();
  for (const connection of connections.values()) await save(connection);
  for (const portion of deliveries) await ingest(...portion);
  return states();
};

it('what all sources deliver leads to the same, in whatever order and however often it comes', async () => {
  const inOrder = await statesAfter([everything]);
  expect(Object.keys(inOrder).length).toBeGreaterThan(sources.length);
  const shuffled = fc.shuffledSubarray([...everything], { minLength: everything.length });
  const repeated = fc.subarray([...everything]);
  await fc.assert(
    fc.asyncProperty(shuffled, repeated, fc.nat(), async (all, again, cut) => {
      const at = cut % all.length;
      expect(await statesAfter([all.slice(0, at), again, all.slice(at)])).toEqual(inOrder);
    }),
    { numRuns: 40 },
  );
});
