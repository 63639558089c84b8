import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inFlight } from '../../application/in-flight.js';
import { LEASE_SECONDS } from '../../projections/leases.js';
import { simulateCompany } from '../../simulator/company.js';
import type { Delivery } from '../../simulator/delivery.js';
import { liveTraffic } from '../../simulator/live-traffic.js';
import { simulate } from '../../simulator/simulate.js';
import { startAppender } from '../support/crash/appender.js';
import { type Cluster, startCluster } from '../support/crash/cluster.js';
import { auditLeases, leaseFindings } from '../support/crash/lease-audit.js';
import { inDatabase, listedAccounts, receiptsLeft } from '../support/crash/outcome.js';
import { makeLogSoFar } from '../support/crash/read-log.js';
import { type Kill, roundsOf } from '../support/crash/rounds.js';
import { sumsOfDeliveries, sumsOfReadModel } from '../support/crash/sums.js';
import { startVendors } from '../support/crash/vendors.js';
import { makeSystem, type System } from '../support/system.js';
import { connectionFor, connectVendors, post } from '../support/vendor-traffic.js';
import { databaseOf, whatWasSaid } from '../support/what-was-said.js';

const asked = process.env['TREERING_CRASH_ROUNDS'];
const ROUNDS = Number(asked ?? 10);
const SEED = process.env['TREERING_CRASH_SEED'] ?? (asked === undefined ? 'crash' : randomBytes(4).toString('hex'));
const CHECKED_EVERY = 5;
const MINUTE = 60_000;

/** A month of a small company, and then whatever its customers do, on and on. */
function* deliveries(): Generator<Delivery> {
  const endsAt = '2026-05-01T00:00:00.000Z';
  const company = simulateCompany({ seed: SEED, accounts: 8, months: 1, endsAt });
  yield* simulate(company);
  yield* liveTraffic(company, { from: new Date(endsAt), perSecond: 0.02, seed: SEED });
}

type Verified = {
  readonly waiting: number;
  readonly quarantined: number;
  readonly readModels: ReadonlyArray<{ readonly table: string; readonly equal: boolean }>;
};

/** Tells the same to a system that nobody disturbs. */
const tell = async (system: System, deliveries: ReadonlyArray<Delivery>): Promise<void> => {
  await system.start();
  const connections = await connectVendors(system);
  await inFlight(8, deliveries, async (delivery) => {
    expect((await post(delivery, connectionFor(connections, delivery)))?.status).toBeLessThan(300);
    return 'go on';
  });
  await system.treering('verify', '--wait');
};

describe('kill -9 of stores and roles under load', () => {
  let cluster: Cluster;
  let spared: System;
  beforeAll(async () => {
    cluster = await startCluster();
    spared = await makeSystem({ TREERING_DAILY_SCORING: 'off' });
    await cluster.untilReady();
  });
  afterAll(async () => {
    await cluster?.remove();
    await spared?.remove();
  });

  const killAndStart = async ({ part, afterMs, awayMs }: Kill): Promise<void> => {
    await sleep(afterMs);
    await cluster.parts[part].kill();
    await sleep(awayMs);
    await cluster.parts[part].start();
  };

  it(
    `loses nothing acknowledged and applies nothing twice, in ${ROUNDS} rounds with the seed ${SEED}`,
    async () => {
      const connections = await connectVendors(cluster);
      await inDatabase(cluster, auditLeases);
      const vendors = startVendors(connections, deliveries());
      const appender = startAppender(cluster.eventStoreUrl);
      const log = makeLogSoFar(cluster.eventStoreUrl);
      const check = async (): Promise<void> => {
        await cluster.untilReady();
        const appended = [...appender.acknowledged];
        await log.readOn();
        expect(log.faults).toEqual([]);
        expect(log.missing(appended)).toEqual([]);
        expect(cluster.complaints()).toEqual([]);
      };

      for (const [i, { underLoadMs, kills }] of roundsOf(SEED, ROUNDS).entries()) {
        await sleep(underLoadMs);
        await Promise.all(kills.map(killAndStart));
        if ((i + 1) % CHECKED_EVERY === 0) await check();
      }
      await cluster.untilReady();
      await Promise.all([vendors.stop(), appender.stop()]);
      const verified: Verified = JSON.parse(await cluster.treering('verify', '--wait', '--json'));
      await check();

      expect(vendors.refused).toEqual([]);
      expect(appender.refused).toEqual([]);
      expect(vendors.cutOff()).toBeGreaterThan(0);
      expect(appender.cutOff()).toBeGreaterThan(0);

      const { waiting, quarantined, readModels } = verified;
      expect({ waiting, quarantined }).toEqual({ waiting: 0, quarantined: 0 });
      expect(readModels.filter(({ equal }) => !equal)).toEqual([]);

      await tell(spared, vendors.acknowledged);
      const tables = readModels.map(({ table }) => table);
      expect(await whatWasSaid(cluster.databaseUrl, tables)).toEqual(
        await whatWasSaid(await databaseOf(spared), tables),
      );
      const listed = await listedAccounts(cluster.apiUrl, cluster);
      expect(listed.length).toBeGreaterThan(0);
      expect(listed).toEqual(await listedAccounts(spared.url, spared));

      await inDatabase(cluster, async (client) => {
        expect(await receiptsLeft(client, vendors.receipts)).toEqual([]);
        expect(await sumsOfReadModel(client)).toEqual(sumsOfDeliveries(vendors.acknowledged));
        const leases = await leaseFindings(client, LEASE_SECONDS);
        expect(leases).toMatchObject({ snatched: 0, movedBack: 0, movedByOthers: 0 });
        expect(leases.takenOver).toBeGreaterThan(0);
      });
    },
    ROUNDS * MINUTE + 5 * MINUTE,
  );
});
