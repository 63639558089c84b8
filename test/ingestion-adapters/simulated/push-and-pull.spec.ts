import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../../application/ports/connections.js';
import type { Receipt } from '../../../application/ports/receipts.js';
import type { CalendarDate } from '../../../domain/primitives.js';
import { receiptOf } from '../../../ingestion-adapters/receipt-of.js';
import { vendors } from '../../../ingestion-adapters/vendors.js';
import { featuresProjection } from '../../../projections/features/evolve.js';
import { projections } from '../../../projections/registry.js';
import type { Delivery, SimulatedSource } from '../../../simulator/delivery.js';
import { signDelivery } from '../../../simulator/sign-delivery.js';
import { projected } from '../../support/given-projection.js';
import { withoutTheLog } from '../../support/without-the-log.js';
import { type IngestionUnderTest, ingestionUnderTest } from '../ingesting.js';
import { differences } from './differences.js';
import { lived } from './lived.js';
import { type Outcome, outcomeOf } from './outcome.js';
import { simulatedVendors } from './simulated-vendors.js';
import { together } from './together.js';

const seed = process.env['TREERING_PULL_SEED'] ?? 'pushed';
const size = { accounts: 2, months: 1 };
const names = Object.keys(simulatedVendors);

type Told = {
  readonly connection: Connection;
  readonly truth: Outcome;
  readonly pushed: ReadonlyArray<Delivery<SimulatedSource>>;
  /** What was pushed and what was pulled, in the order it came. */
  readonly receipts: ReadonlyArray<Receipt>;
  readonly day: CalendarDate;
};

const toldBy = async (name: string): Promise<Told> => {
  const { company, vendor, kept, day } = await lived(name, seed, size);
  const connection = vendor.connection();
  const pushed = [...(simulatedVendors[name]?.pushed(company) ?? [])];
  const sent = pushed.map(({ kind, at, body }): Receipt => receiptOf(connection, kind, Buffer.from(body), at));
  const receipts = [...sent, ...kept].toSorted((a, b) => +a.receivedAt - +b.receivedAt);
  return { connection, truth: vendor.truth, pushed, receipts, day };
};

const AGAIN = 10;
const AT_ONCE = 60;

/** In an order of chance, a tenth of them twice. */
const shuffled = <A>(all: ReadonlyArray<A>): ReadonlyArray<A> => {
  const twice = [...all, ...all.filter((_, i) => i % AGAIN === 0)];
  const [drawn = []] = fc.sample(fc.shuffledSubarray(twice, { minLength: twice.length }), { seed: 7, numRuns: 1 });
  return drawn;
};

const holding = async (receipts: ReadonlyArray<Receipt>, told: ReadonlyArray<Told>): Promise<IngestionUnderTest> => {
  const ingestion = await ingestionUnderTest();
  for (const { connection } of told) await ingestion.save(connection);
  for (const [i, receipt] of receipts.entries()) {
    await ingestion.receipts.keep(receipt);
    if (i % AT_ONCE === 0) await ingestion.ingest();
  }
  await ingestion.ingest();
  expect(await ingestion.receipts.quarantine(5)).toEqual([]);
  return ingestion;
};

/** All but the facts as they were said, one by one, which stand in the order they came in. */
const readModelsOf = async (ingestion: IngestionUnderTest): Promise<unknown> => {
  const recorded = await ingestion.recorded();
  const models = projections
    .filter((projection) => projection !== featuresProjection)
    .map(async (projection) => [projection.name, await projected(projection, recorded)]);
  return withoutTheLog(Object.fromEntries(await Promise.all(models)));
};

/** Whether it is taken, signed as its vendor signs. */
const arriving = (delivery: Delivery<SimulatedSource>, connection: Connection): string => {
  const { source, at: now, body } = delivery;
  const url = 'https://treering.example/ingest';
  const [secret = ''] = connection.secrets;
  const headers = signDelivery(delivery, { url, secret, now });
  return vendors[source].verify({ method: 'POST', uris: [url], headers, body: Buffer.from(body) }, connection, now)
    ._tag;
};

describe('what vendors push and what is pulled of them', () => {
  const told = new Map<string, Told>();
  const toldOf = (name: string): Told => {
    const one = told.get(name);
    if (one === undefined) throw new Error(`${name} told nothing`);
    return one;
  };
  beforeAll(async () => {
    for (const name of names) told.set(name, await toldBy(name));
  }, 600_000);

  it.each(names)('comes to the same truth for %s, in whatever order and however often it arrives', async (name) => {
    const one = toldOf(name);
    const { truth, day, pushed, connection, receipts } = one;
    expect(pushed.length).toBeGreaterThan(0);
    expect(new Set(pushed.map((delivery) => arriving(delivery, connection)))).toEqual(new Set(['Verified']));
    expect(differences(truth, await outcomeOf(await holding(shuffled(receipts), [one]), day))).toEqual([]);
  });

  it('comes to the same read models for all of them together', async () => {
    const all = names.map(toldOf);
    const receipts = all.flatMap((one) => one.receipts).toSorted((a, b) => +a.receivedAt - +b.receivedAt);
    const [inOrder, inAnyOrder] = [await holding(receipts, all), await holding(shuffled(receipts), all)];
    const truth = together(all.map((one) => one.truth));
    const { day } = toldOf('HubSpot');
    expect(differences(truth, await outcomeOf(inAnyOrder, day))).toEqual([]);
    expect(await readModelsOf(inAnyOrder)).toEqual(await readModelsOf(inOrder));
    expect(await inAnyOrder.states()).toEqual(await inOrder.states());
  }, 600_000);
});
