import type { Receipt } from '../../../application/ports/receipts.js';
import { type CalendarDate, dayOf, timestampOf } from '../../../domain/primitives.js';
import { makeInMemoryFeedCursors } from '../../../infrastructure/in-memory/feed-cursors.js';
import { DAY } from '../../../simulator/calendar.js';
import { type Company, type SimulationOptions, simulateCompany } from '../../../simulator/company.js';
import { batchesOf } from '../../../simulator/imports.js';
import { randomOf } from '../../../simulator/prng.js';
import { type IngestionUnderTest, ingestionUnderTest } from '../ingesting.js';
import { simulatedClock } from './clock.js';
import { pullAsItHappens } from './pull-as-it-happens.js';
import type { SimulatedVendor } from './simulated-vendor.js';
import { simulatedVendors } from './simulated-vendors.js';

const LIVED_ON = 20 * DAY;

type Lived = {
  readonly company: Company;
  readonly vendor: SimulatedVendor;
  readonly ingestion: IngestionUnderTest;
  /** All pages that were kept. */
  readonly kept: ReadonlyArray<Receipt>;
  /** What went wrong, and how often. */
  readonly seen: Readonly<Record<string, number>>;
  /** The day that the truth is told of. */
  readonly day: CalendarDate;
};

/** Lets a company live, and pulls what one vendor holds of it from the second third of its history on. */
export const lived = async (
  name: keyof typeof simulatedVendors,
  seed: string,
  size: Pick<SimulationOptions, 'accounts' | 'months'>,
): Promise<Lived> => {
  const company = simulateCompany({
    ...size,
    seed,
    endsAt: '2026-06-01T00:00:00.000Z',
    yearlyChurn: 0.4,
    yearlyArrivals: 0.4,
  });
  const random = randomOf(seed, 'pulling', name);
  const clock = simulatedClock(company.startsAt + (company.endsAt - company.startsAt) / 3, random);
  const endsAt = company.endsAt + LIVED_ON;
  const make = simulatedVendors[name]?.make;
  if (make === undefined) throw new Error(`There is no vendor ${name}.`);
  const vendor = make({ company, clock, random }, endsAt);
  const ingestion = await ingestionUnderTest();
  const kept: Array<Receipt> = [];
  const cursors = makeInMemoryFeedCursors({
    keep: (receipt) => {
      kept.push(receipt);
      return ingestion.receipts.keep(receipt);
    },
  });
  const seen = await pullAsItHappens(
    {
      vendor,
      clock,
      random,
      cursors,
      busyTimes: batchesOf(company).map(({ at }) => at),
      afterRound: async () => {
        await ingestion.save(vendor.connection());
        await ingestion.ingest();
      },
    },
    endsAt,
  );
  return { company, vendor, ingestion, kept, seen, day: dayOf(timestampOf(endsAt)) };
};
