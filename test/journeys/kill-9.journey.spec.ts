import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateCompany } from '../../simulator/company.js';
import type { Delivery } from '../../simulator/delivery.js';
import { randomOf } from '../../simulator/prng.js';
import { simulate } from '../../simulator/simulate.js';
import { type ListedConnection, makeSystem, type System } from '../support/system.js';
import { connectionFor, connectVendors, post } from '../support/vendor-traffic.js';
import { databaseOf, whatWasSaid } from '../support/what-was-said.js';

const KILLS = Number(process.env['TREERING_KILLS'] ?? 8);
const SEED = 'kill -9';
const POSTERS = 8;

/** Export pages and usage are pulled from a vendor, not pushed; here they are pushed, so that they too can be cut off. */
const deliveries: ReadonlyArray<Delivery> = [
  ...simulate(simulateCompany({ seed: SEED, accounts: 10, months: 3, endsAt: '2026-06-01T00:00:00.000Z' })),
].filter(({ kind }) => kind !== 'tickets-export');

/** Sends every delivery until it is acknowledged, over and over, until told to stop: vendors repeat themselves. */
const keepSending = (connections: ReadonlyArray<ListedConnection>) => {
  const acknowledged = new Set<Delivery>();
  const refused: Array<unknown> = [];
  let stopping = false;
  let next = 0;
  const sendOne = async (): Promise<void> => {
    const delivery = deliveries[next++ % deliveries.length];
    if (delivery === undefined) return;
    while (!stopping) {
      const answer = await post(delivery, connectionFor(connections, delivery));
      if (answer !== undefined && answer.status < 300) {
        acknowledged.add(delivery);
        return;
      }
      if (answer !== undefined && answer.status < 500) refused.push(answer);
      await sleep(50);
    }
  };
  const posters = Array.from({ length: POSTERS }, async () => {
    while (!stopping) await sendOne();
  });
  return {
    acknowledged,
    refused,
    stop: async () => {
      stopping = true;
      await Promise.all(posters);
    },
  };
};

type Verified = {
  readonly waiting: number;
  readonly quarantined: number;
  readonly readModels: ReadonlyArray<{ readonly table: string; readonly rows: number; readonly equal: boolean }>;
};

const verify = async (system: System): Promise<Verified> =>
  JSON.parse(await system.treering('verify', '--wait', '--json'));

describe('kill -9 under load', () => {
  let crashed: System;
  let spared: System;
  beforeAll(async () => {
    crashed = await makeSystem({ TREERING_DAILY_SCORING: 'off' });
    spared = await makeSystem({ TREERING_DAILY_SCORING: 'off' });
  });
  afterAll(async () => {
    await crashed.remove();
    await spared.remove();
  });

  it(`loses nothing acknowledged and applies nothing twice, ${KILLS} times`, async () => {
    const random = randomOf(SEED, 'moments');
    await crashed.start();
    const sending = keepSending(await connectVendors(crashed));
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(random.int(20, 1_500));
      await crashed.kill();
      await crashed.start();
    }
    await sending.stop();
    const afterCrashes = await verify(crashed);

    await spared.start();
    const connections = await connectVendors(spared);
    for (const delivery of deliveries.filter((candidate) => sending.acknowledged.has(candidate))) {
      expect((await post(delivery, connectionFor(connections, delivery)))?.status).toBeLessThan(300);
    }
    const undisturbed = await verify(spared);
    const tables = afterCrashes.readModels.map(({ table }) => table);

    expect(sending.refused).toEqual([]);
    expect(sending.acknowledged.size).toBeGreaterThan(100);
    expect(afterCrashes.waiting).toBe(0);
    expect(afterCrashes.readModels.filter(({ equal }) => !equal)).toEqual([]);
    expect(afterCrashes.readModels.some(({ rows }) => rows > 100)).toBe(true);
    expect(undisturbed.waiting).toBe(0);
    expect(await whatWasSaid(await databaseOf(crashed), tables)).toEqual(
      await whatWasSaid(await databaseOf(spared), tables),
    );
  });
});
