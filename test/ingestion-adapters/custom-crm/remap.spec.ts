import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { remapReceipts } from '../../../ingestion-adapters/remap.js';
import { opportunityIdOf } from '../../../ingestion-adapters/vendor-ids.js';
import { delivered } from '../ingesting.js';
import { type CustomCrm, crm, customCrmUnderTest, deal, dealValue, definition, lead, leadName } from './support.js';

const remap = ({ deps, receipts }: CustomCrm) =>
  remapReceipts({ ...deps, receipts })({ source: crm.source, connection: crm.name });

const deliveries = [
  lead('L1', '2026-02-01T10:00:00', { status: 'Customer' }),
  deal('D1', '2026-02-02T10:00:00', { value: 100, expected: 70 }),
  deal('D1', '2026-02-03T10:00:00', { value: 200, expected: 90 }),
].map((body) => delivered(crm, body));

const dealIn = async (ingestion: CustomCrm) =>
  (await ingestion.states())[`opportunity-${opportunityIdOf({ source: crm.source, connection: crm.name, id: 'D1' })}`];

const inUnits = { ...dealValue, multiply: '1' };
const byExpected = { ...dealValue, from: '/data/expected' };

describe('bodies of a connection without a mapping', () => {
  it('wait in quarantine, say why, and are processed once there is one', async () => {
    const ingestion = await customCrmUnderTest(false);
    await ingestion.ingest(...deliveries);
    expect(await ingestion.events()).toEqual([]);
    const waiting = await ingestion.receipts.quarantine(10);
    expect(waiting).toHaveLength(3);
    expect(new Set(waiting.map(({ reason }) => reason))).toEqual(
      new Set(['no mapping is saved for custom-crm/own: save one, then treering remap custom-crm/own']),
    );
    await ingestion.map();
    const straight = await customCrmUnderTest();
    await straight.ingest(...deliveries);
    expect(await remap(ingestion)).toEqual({ receipts: 3, events: 8, quarantined: 0, failed: 0 });
    expect(await ingestion.states()).toEqual(await straight.states());
    expect(await ingestion.receipts.quarantine(10)).toEqual([]);
  });
});

describe('a changed mapping', () => {
  it('takes the place of what the one before said, and says nothing new of what is as it was', async () => {
    const ingestion = await customCrmUnderTest();
    await ingestion.ingest(...deliveries);
    expect(await dealIn(ingestion)).toMatchObject({ arr: { value: '2' } });
    expect(await remap(ingestion)).toMatchObject({ receipts: 3, events: 0 });
    expect(E.isRight(await ingestion.map(definition({ deals: [byExpected] })))).toBe(true);
    expect(await remap(ingestion)).toMatchObject({ receipts: 3, events: 2 });
    expect(await dealIn(ingestion)).toMatchObject({ arr: { value: '0.90' } });
    expect(await remap(ingestion)).toMatchObject({ events: 0 });
  });

  it('may be taken back by saving the one before again', async () => {
    const ingestion = await customCrmUnderTest();
    await ingestion.ingest(...deliveries);
    for (const value of [byExpected, dealValue]) {
      await ingestion.map(definition({ deals: [value] }));
      await remap(ingestion);
    }
    expect(await dealIn(ingestion)).toMatchObject({ arr: { value: '2' } });
  });

  it('leaves what it no longer maps as it was last said', async () => {
    const ingestion = await customCrmUnderTest();
    await ingestion.ingest(...deliveries);
    await ingestion.map(definition({ deals: [{ to: 'name', from: '/data/id', type: 'text' }] }));
    await remap(ingestion);
    expect(await dealIn(ingestion)).toMatchObject({ arr: { value: '2' }, name: { value: 'D1' } });
  });

  it('ends in the same, whenever it is saved among the deliveries and in whatever order they come', async () => {
    const mappings = [definition({ deals: [inUnits] }), definition({ deals: [byExpected], leads: [leadName] })];
    const outcome = async (order: ReadonlyArray<number>, savedAt: ReadonlyArray<number>) => {
      const ingestion = await customCrmUnderTest();
      for (const [i, n] of order.entries()) {
        for (const [m, mapping] of mappings.entries()) if (savedAt[m] === i) await ingestion.map(mapping);
        await ingestion.ingest(...deliveries.slice(n, n + 1));
      }
      for (const [m, mapping] of mappings.entries()) if (savedAt[m] === order.length) await ingestion.map(mapping);
      await remap(ingestion);
      return dealIn(ingestion);
    };
    const truth = await outcome([0, 1, 2], [0, 0]);
    const saves = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), saves, async (order, savedAt) => {
        expect(await outcome(order, savedAt)).toEqual(truth);
      }),
      { seed: 2026, numRuns: 40 },
    );
  });
});
