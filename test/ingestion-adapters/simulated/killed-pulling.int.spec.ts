import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../../application/ports/connections.js';
import { dayOf, timestampOf } from '../../../domain/primitives.js';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { ensureIngestionTables } from '../../../infrastructure/postgres/ingestion-tables.js';
import { makeReceipts } from '../../../infrastructure/postgres/receipts.js';
import { processAll } from '../../../ingestion-adapters/ingestion.js';
import { makeProcessReceipts } from '../../../ingestion-adapters/process-receipts.js';
import { DAY } from '../../../simulator/calendar.js';
import { simulateCompany } from '../../../simulator/company.js';
import { randomOf } from '../../../simulator/prng.js';
import { type Built, built } from '../../infrastructure/event-node/support/built.js';
import { freshDatabase } from '../../support/services/postgres.js';
import { overHttp } from '../../support/vendors/over-http.js';
import { ingestionUnderTest } from '../ingesting.js';
import { differences } from './differences.js';
import { outcomeOf } from './outcome.js';
import { simulatedVendors } from './simulated-vendors.js';
import { together } from './together.js';

const seed = process.env['TREERING_PULL_SEED'] ?? 'killed';
const LIVED_ON = 5 * DAY;
const EVERY_MS = 10_000;
/** The requests, of all vendors together, at which the process dies: before the answer, or as it takes it in. */
const DEATHS = [9, 80, 190];
const BUSY_EVERY = 67;
const CUT_EVERY = 29;

const busy = { status: 429, headers: { 'retry-after': '1' }, body: Buffer.from('{}') };

describe('a process that pulls from every vendor and is killed', () => {
  let code: Built;
  let child: ChildProcess | undefined;
  const closing: Array<() => unknown> = [];
  beforeAll(async () => {
    code = await built('test/ingestion-adapters/simulated/pulling-process.ts');
  });
  afterAll(async () => {
    child?.kill('SIGKILL');
    for (const close of closing.reverse()) await close();
    await code.remove();
  });

  it('leaves to the next one what it did not keep, until what is held is true', async () => {
    const company = simulateCompany({ seed, accounts: 2, months: 1, endsAt: '2026-06-01T00:00:00.000Z' });
    const endsAt = company.endsAt + LIVED_ON;
    const ahead = endsAt - Math.floor(Date.now() / EVERY_MS) * EVERY_MS;
    const clock = { now: () => new Date(Date.now() + ahead) };
    const simulated = Object.entries(simulatedVendors).map(([name, { make }]) =>
      make({ company, clock, random: randomOf(seed, name), unlimited: true }, endsAt),
    );

    const database = await freshDatabase();
    const key = randomBytes(32);
    const knex = connectPostgres(database.url);
    closing.push(database.drop, () => knex.destroy());
    await ensureIngestionTables(knex);

    let [requests, deaths] = [0, 0];
    const servers = await Promise.all(
      simulated.map((vendor) =>
        overHttp((request) => {
          requests += 1;
          const dies = DEATHS.includes(requests);
          if (dies) deaths += 1;
          if (dies && deaths % 2 === 0) setImmediate(() => child?.kill('SIGKILL'));
          else if (dies) child?.kill('SIGKILL');
          if (requests % BUSY_EVERY === 0) return busy;
          return requests % CUT_EVERY === 0 ? undefined : vendor.answer(request);
        }),
      ),
    );
    closing.push(...servers.map(({ close }) => close));
    const connections = simulated.map((vendor, i): Connection => {
      const connection = vendor.connection();
      return { ...connection, settings: { ...connection.settings, baseUrl: servers[i]?.url ?? '' } };
    });

    for (let killed = true; killed; ) {
      const args = [database.url, key.toString('base64'), String(ahead), JSON.stringify(connections)];
      child = spawn(process.execPath, [code.script('pulling-process'), ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [exit, signal] = await once(child, 'exit');
      killed = signal === 'SIGKILL';
      if (!killed) expect(exit).toBe(0);
    }
    expect(deaths).toBe(DEATHS.length);

    const ingestion = await ingestionUnderTest();
    for (const connection of connections) await ingestion.save(connection);
    const receipts = makeReceipts(knex, key);
    await processAll(receipts, makeProcessReceipts(ingestion.deps));
    const truth = together(simulated.map((vendor) => vendor.truth));
    const held = await outcomeOf(ingestion, dayOf(timestampOf(endsAt)));
    expect(differences(truth, held)).toEqual([]);
    expect(await receipts.quarantine(5)).toEqual([]);
  }, 180_000);
});
