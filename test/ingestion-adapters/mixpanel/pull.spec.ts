import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../application/ports/connections.js';
import { localTimeAt } from '../../../application/zone-time.js';
import { makeExportFeed } from '../../../ingestion-adapters/mixpanel/export-feed.js';
import { insisting } from '../../support/vendors/insisting.js';
import { type Fault, type HeldEvent, mixpanelExport } from '../../support/vendors/mixpanel.js';
import { delivered, ingestionUnderTest, mixpanel } from '../ingesting.js';
import { pulling } from '../pulling.js';
import { sumsOf, trueSums } from '../usage-sums.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

const heldAt = (iso: string, over: Partial<HeldEvent> = {}): HeldEvent => ({
  event: 'Report Viewed',
  at: Date.parse(iso),
  user: 'ann',
  insertId: iso,
  company: '7',
  processedAt: Date.parse(iso),
  ...over,
});

const truthOf = (events: ReadonlyArray<HeldEvent>) =>
  trueSums(
    events.map(({ event, company, user, at, insertId }) => ({
      company,
      feature: event,
      user,
      at,
      id: JSON.stringify([event, at, user, insertId]),
    })),
  );

type Given = {
  readonly events: ReadonlyArray<HeldEvent>;
  readonly timeZone?: string | undefined;
  readonly settings?: Connection['settings'];
  readonly credentials?: Connection['credentials'];
  readonly authorization?: string;
  readonly faults?: ReadonlyArray<Fault>;
  readonly queriesAnHour?: number;
  readonly linesAnAnswer?: number;
};

const project = async ({ events, timeZone, settings, faults = [], linesAnAnswer, ...over }: Given) => {
  const zone = timeZone === undefined ? {} : { timeZone };
  const connection: Connection = {
    ...mixpanel,
    credentials: over.credentials ?? { username: 'treering.a1b2', secret: 's3cret' },
    settings: { ...mixpanel.settings, ...zone, vendorId: '42', startsOn: '2026-03-25', ...settings },
  };
  const ingestion = await ingestionUnderTest();
  await ingestion.save(connection);
  let clock = Date.parse('2026-03-30T12:00:00Z');
  const now = () => new Date(clock);
  const left = [...faults];
  const asked: Array<URL> = [];
  const stub = mixpanelExport({
    events,
    ...zone,
    now,
    authorization: over.authorization ?? basic('treering.a1b2:s3cret'),
    fault: () => left.shift() ?? 'none',
    ...(over.queriesAnHour === undefined ? {} : { queriesAnHour: over.queriesAnHour }),
  });
  const ask = insisting(
    (request) => {
      asked.push(new URL(request.url));
      return stub(request);
    },
    (seconds) => {
      clock += seconds * 1000;
    },
  );
  const pull = pulling(ingestion, connection, makeExportFeed(linesAnAnswer), ask, now);
  return {
    ...ingestion,
    ...pull,
    connection,
    asked,
    at: (iso: string) => {
      clock = Math.max(clock, Date.parse(iso));
    },
    sums: async () => sumsOf(await ingestion.events()),
  };
};

describe('pulling a Mixpanel export', () => {
  const events = [
    heldAt('2026-03-25T10:00:00Z'),
    heldAt('2026-03-28T22:59:59Z'),
    heldAt('2026-03-28T23:00:00Z', { user: 'ben' }),
    heldAt('2026-03-30T11:00:00Z', { event: 'Export Run' }),
  ];

  it('asks for each day of the project with a service account, and counts what it holds', async () => {
    const { run, sums, asked } = await project({ events });
    await run();
    expect(await sums()).toEqual(truthOf(events));
    expect(asked.map(({ searchParams }) => searchParams.get('from_date'))).toEqual(
      ['25', '26', '27', '28', '29', '30'].map((day) => `2026-03-${day}`),
    );
    expect(asked[0]?.searchParams.get('to_date')).toBe('2026-03-25');
    expect(asked[0]?.searchParams.get('project_id')).toBe('42');
  });

  it('may show the secret of the project instead', async () => {
    const secretOnly = { credentials: { secret: 'p' }, authorization: basic('p:') };
    const { run, sums } = await project({ events, ...secretOnly });
    await run();
    expect(await sums()).toEqual(truthOf(events));
  });

  it('takes the days and the clocks of a project that stores local time, over the change to summer time', async () => {
    for (const timeZone of ['Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata']) {
      const { run, sums } = await project({ events, timeZone });
      await run();
      expect(await sums()).toEqual(truthOf(events));
    }
  });

  it('looks back five days for what came late, and finds nothing new in the rest', async () => {
    const late = heldAt('2026-03-27T09:00:00Z', {
      event: 'Offline Edit',
      processedAt: Date.parse('2026-03-31T09:00:00Z'),
    });
    const { run, sums, at, asked, events: facts } = await project({ events: [...events, late] });
    await run();
    expect(await sums()).toEqual(truthOf(events));
    const before = (await facts()).length;
    at('2026-04-01T12:00:00Z');
    asked.splice(0);
    await run();
    expect(asked[0]?.searchParams.get('from_date')).toBe('2026-03-25');
    expect(await sums()).toEqual(truthOf([...events, late]));
    const after = (await facts()).length;
    expect(after).toBeGreaterThan(before);
    await run();
    expect((await facts()).length).toBe(after);
  });

  it('asks again for an answer that was cut off, and keeps none of it', async () => {
    const { run, sums, cursor } = await project({ events, faults: ['mid-line', 'words', 'mid-line'] });
    await expect(run()).rejects.toMatchObject({ _tag: 'VendorUnavailable' });
    expect([cursor(), await sums()]).toEqual([undefined, {}]);
    await run();
    expect(await sums()).toEqual(truthOf(events));
  });

  it('takes a line that is no JSON, however often it is asked for, for what the vendor holds', async () => {
    const body = Buffer.from('{"event": "A\n{"event":"B","properties":{"time":1774432800,"company_id":"7"}}\n');
    const ingestion = await ingestionUnderTest();
    const now = () => new Date('2026-03-25T12:00:00Z');
    const ask = async () => ({ status: 200, headers: {}, body });
    const { run } = pulling(
      ingestion,
      { ...mixpanel, settings: { startsOn: '2026-03-25' } },
      makeExportFeed(),
      ask,
      now,
    );
    await run();
    expect(await ingestion.receipts.quarantine(5)).toMatchObject([{ place: 'line 1', reason: 'is not JSON' }]);
    expect(Object.values(sumsOf(await ingestion.events()))).toEqual([1]);
  });

  it('divides a day with more than an answer may have, down to a second', async () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      heldAt(new Date(Date.parse('2026-03-26T00:00:00Z') + i * 1_439_000).toISOString()),
    );
    const atOnce = Array.from({ length: 30 }, (_, i) => heldAt('2026-03-27T23:59:59Z', { insertId: `${i}` }));
    const { run, sums } = await project({ events: [...many, ...atOnce], linesAnAnswer: 7 });
    await run();
    expect(await sums()).toEqual(truthOf([...many, ...atOnce]));
  });

  it('waits as long as it is told once the queries of an hour are used up', async () => {
    const { run, sums } = await project({ events, queriesAnHour: 3 });
    await run();
    expect(await sums()).toEqual(truthOf(events));
  });

  it('says so where it may not', async () => {
    const { run, cursor } = await project({ events, authorization: basic('other:secret') });
    await expect(run()).rejects.toMatchObject({ _tag: 'VendorRefused', status: 401 });
    expect(cursor()).toBeUndefined();
  });

  const use = fc
    .record({
      at: fc.integer({
        min: Date.parse('2026-03-26T00:00:00Z') / 1000,
        max: Date.parse('2026-03-30T11:00:00Z') / 1000,
      }),
      event: fc.constantFrom('Report Viewed', 'Export Run'),
      user: fc.constantFrom('ann', 'ben'),
      insertId: fc.constantFrom('a', 'b'),
      company: fc.constantFrom('7', '8'),
      lateDays: fc.constantFrom(0, 0, 0, 1, 4),
    })
    .map(
      ({ at, lateDays, ...rest }): HeldEvent => ({ ...rest, at: at * 1000, processedAt: at * 1000 + lateDays * DAY }),
    );
  const fault = fc.constantFrom<Fault>('none', 'none', 'mid-line', 'words', 'broken', 'busy', 'down');
  const story = fc.record({
    events: fc.array(use, { minLength: 1, maxLength: 25 }),
    timeZone: fc.constantFrom(undefined, 'Europe/Berlin', 'America/Los_Angeles'),
    faults: fc.array(fault, { maxLength: 12 }),
    linesAnAnswer: fc.constantFrom(4, 1_000),
    stops: fc.array(fc.nat(6), { maxLength: 4 }),
    pushed: fc.array(fc.nat(24), { maxLength: 10 }),
  });

  it('ends with the truth, whatever goes wrong, wherever it is cut short, and whatever is pushed besides', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ events: drawn, stops, pushed, ...given }) => {
        const unique = [
          ...new Map(drawn.map((e) => [JSON.stringify([e.event, e.at, e.user, e.insertId]), e])).values(),
        ];
        const { run, at, ingest, connection, sums } = await project({
          events: [...unique, ...unique.slice(0, 3)],
          ...given,
        });
        const lineOf = ({ event, at: instant, user, insertId, company }: HeldEvent) => {
          const time = (given.timeZone === undefined ? instant : localTimeAt(instant, given.timeZone)) / 1000;
          return JSON.stringify({
            event,
            properties: { time, distinct_id: user, $insert_id: insertId, company_id: company },
          });
        };
        const push = (i: number) => {
          const event = unique[i];
          return event === undefined ? Promise.resolve() : ingest(delivered(connection, lineOf(event)));
        };
        for (const [i, pages] of stops.entries()) {
          await run(pages).catch(() => 0);
          await push(pushed[i] ?? 0);
        }
        for (const iso of ['2026-03-30T12:00:00Z', '2026-04-01T12:00:00Z', '2026-04-04T12:00:00Z']) {
          at(iso);
          for (let tries = 0; tries < 8; tries++)
            if (
              await run().then(
                () => true,
                () => false,
              )
            )
              break;
          for (const i of pushed) await push(i);
        }
        expect(await sums()).toEqual(truthOf(unique));
      }),
      { seed: 20_260_329, numRuns: 40 },
    );
  });
});
