import { describe, expect, it } from 'vitest';
import { readBenchmarks } from '../../../application/read-benchmarks.js';
import { BenchmarkMetric } from '../../../domain/benchmark/names.js';
import { NonEmptyString, Timestamp } from '../../../domain/primitives.js';
import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { publishBenchmarks } from '../../../ingestion-adapters/benchmarks/publish.js';
import { pullSeries } from '../../../ingestion-adapters/benchmarks/pull-series.js';
import type { AskVendor } from '../../../ingestion-adapters/feed.js';
import { makeAskVendor } from '../../../ingestion-adapters/pulling/ask-vendor.js';
import { valid } from '../../support/valid.js';
import { type Figure, worldBank } from '../../support/vendors/world-bank.js';
import { answer, noAnswer, scriptedVendor } from '../pulling/scripted-vendor.js';
import { virtualTime } from '../pulling/virtual-time.js';

const series = {
  url: 'https://api.worldbank.example/v2/country/all/indicator/XX.YYY?per_page=2',
  metric: valid(BenchmarkMetric)('inflation'),
  source: valid(NonEmptyString)('World Bank'),
};

const asked = `${series.url}&format=json&page=1`;

const first: ReadonlyArray<Figure> = [
  { country: 'AAA', year: '2024', value: 2.123456789123 },
  { country: 'AAA', year: '2025', value: null },
  { country: 'BBB', year: '2024', value: -0.5 },
  { country: 'BBB', year: '2025', value: 3 },
  { country: 'CCC', year: '2025', value: null },
];

const pulled = async (log: ReturnType<typeof inMemoryEventStore>, ask: AskVendor) => {
  let [events, skipped] = [0, 0];
  for await (const page of pullSeries(ask, series)) {
    const handled = await publishBenchmarks(log)(page.benchmarks, 'spec')();
    if (handled._tag === 'Right') events += handled.right.appended;
    skipped += page.skipped;
  }
  return { events, skipped };
};

const found = async (log: ReturnType<typeof inMemoryEventStore>, more: { asOf?: Timestamp } = {}) => {
  const read = await readBenchmarks(log)({ metric: series.metric, wasKnown: () => true, ...more })();
  if (read._tag === 'Left') throw new TypeError(read.left._tag);
  return read.right.map(({ segment, period, p50, revisions }) => `${segment} ${period} ${p50} (${revisions})`);
};

describe('a series of figures', () => {
  it('is pulled page by page, without the rows that hold no figure', async () => {
    const log = inMemoryEventStore();
    expect(await pulled(log, worldBank(first, '2026-01-28'))).toEqual({ events: 3, skipped: 2 });
    expect(await found(log)).toEqual(['AAA 2024 2.123456789 (1)', 'BBB 2024 -0.5 (1)', 'BBB 2025 3 (1)']);
    expect(await pulled(log, worldBank(first, '2026-01-28'))).toEqual({ events: 0, skipped: 2 });
  });

  it('is asked for again where it is not answered at first, as whatever else is pulled', async () => {
    const time = virtualTime();
    const answers = worldBank(first, '2026-01-28', 10);
    const publisher = scriptedVendor(time.now, [noAnswer, answer(503), await answers({ method: 'GET', url: asked })]);
    const log = inMemoryEventStore();
    const pulling = pulled(log, makeAskVendor({ http: publisher.http, time }).ask(new AbortController().signal));
    await time.pass(60_000);
    expect(await pulling).toEqual({ events: 3, skipped: 2 });
    expect(publisher.asked.map(({ request }) => request.url)).toEqual([asked, asked, asked]);
  });

  it('is replaced by its revision, and both are kept', async () => {
    const revision = first.map((figure) => (figure.country === 'BBB' ? { ...figure, value: 4 } : figure));
    for (const order of [
      [worldBank(first, '2026-01-28'), worldBank(revision, '2026-04-08')],
      [worldBank(revision, '2026-04-08'), worldBank(first, '2026-01-28')],
    ]) {
      const log = inMemoryEventStore();
      for (const ask of order) await pulled(log, ask);
      expect(await found(log)).toEqual(['AAA 2024 2.123456789 (2)', 'BBB 2024 4 (2)', 'BBB 2025 4 (2)']);
      expect(await found(log, { asOf: valid(Timestamp)('2026-02-01T00:00:00Z') })).toContain('BBB 2025 3 (1)');
    }
  });

  it('is counted where a row cannot be read, and refused where the answer is none', async () => {
    const answering =
      (rows: ReadonlyArray<unknown>): AskVendor =>
      async () => {
        const meta = { page: 1, pages: 1, lastupdated: '2026-01-28' };
        return { status: 200, headers: {}, body: Buffer.from(JSON.stringify([meta, rows])) };
      };
    for await (const page of pullSeries(answering([{ date: '2024', value: 'n/a' }, 7]), series))
      expect(page).toEqual({ benchmarks: [], skipped: 0, unreadable: 2 });
    const elsewhere = { ...series, url: series.url.replace('XX.YYY', 'ZZ') };
    await expect(pullSeries(worldBank(first, '2026-01-28'), elsewhere).next()).rejects.toMatchObject({
      _tag: 'VendorRefused',
      status: 200,
    });
  });
});
