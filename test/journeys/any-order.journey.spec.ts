import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateCompany } from '../../simulator/company.js';
import type { Delivery } from '../../simulator/delivery.js';
import { randomOf } from '../../simulator/prng.js';
import { simulate } from '../../simulator/simulate.js';
import { makeSystem, type System } from '../support/system.js';
import { connectionFor, connectVendors, post } from '../support/vendor-traffic.js';
import { databaseOf, featuresOfMonths, whatWasSaid } from '../support/what-was-said.js';

const SEED = 'any order';

const told: ReadonlyArray<Delivery> = [
  ...simulate(simulateCompany({ seed: SEED, accounts: 8, months: 2, endsAt: '2026-05-01T00:00:00.000Z' })),
];

/** Everything once in any order, and every third delivery twice. */
const shuffled = (): ReadonlyArray<Delivery> => {
  const random = randomOf(SEED, 'shuffle');
  return [...told, ...told.filter((_, i) => i % 3 === 0)]
    .map((delivery) => ({ delivery, place: random.between(0, 1) }))
    .sort((a, b) => a.place - b.place)
    .map(({ delivery }) => delivery);
};

const tell = async (system: System, deliveries: ReadonlyArray<Delivery>): Promise<ReadonlyArray<string>> => {
  await system.start();
  const connections = await connectVendors(system);
  for (const delivery of deliveries) {
    expect((await post(delivery, connectionFor(connections, delivery)))?.status).toBe(202);
  }
  const { waiting, quarantined, readModels } = JSON.parse(await system.treering('verify', '--wait', '--json'));
  expect({ waiting, quarantined }).toEqual({ waiting: 0, quarantined: 0 });
  expect(readModels.filter(({ equal }: { readonly equal: boolean }) => !equal)).toEqual([]);
  return readModels.map(({ table }: { readonly table: string }) => table);
};

describe('the same deliveries in another order, some of them twice', () => {
  let inOrder: System;
  let inAnyOrder: System;
  beforeAll(async () => {
    inOrder = await makeSystem({ TREERING_DAILY_SCORING: 'off' });
    inAnyOrder = await makeSystem({ TREERING_DAILY_SCORING: 'off' });
  });
  afterAll(async () => {
    await inOrder.remove();
    await inAnyOrder.remove();
  });

  it('give the same read models', async () => {
    const tables = await tell(inOrder, told);
    await tell(inAnyOrder, shuffled());
    const said = await whatWasSaid(await databaseOf(inOrder), tables);
    expect(said['health_days']?.length).toBeGreaterThan(100);
    expect(await whatWasSaid(await databaseOf(inAnyOrder), tables)).toEqual(said);
    const features = await featuresOfMonths(await databaseOf(inOrder));
    expect(features.length).toBeGreaterThan(20);
    expect(await featuresOfMonths(await databaseOf(inAnyOrder))).toEqual(features);
  });
});
