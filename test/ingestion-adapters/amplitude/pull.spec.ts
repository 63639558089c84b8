import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventJson, type UploadedEvent } from '../../../simulator/vendors/amplitude.js';
import type { Fault } from '../../support/vendors/amplitude.js';
import { delivered } from '../ingesting.js';
import { project, truthOf, uploadedAt } from './using.js';

const HOUR = 3_600_000;

describe('pulling an Amplitude export', () => {
  const events = [
    uploadedAt('2026-03-10T00:00:00Z'),
    uploadedAt('2026-03-10T23:59:59.999Z', { user: null }),
    uploadedAt('2026-03-11T09:15:00Z', { event: 'Export Run', user: 'ben', company: '8' }),
    uploadedAt('2026-03-12T08:10:00Z'),
  ];

  it('asks for hours of upload, first a few and then more, until two hours before this one', async () => {
    const { run, sums, asked } = await project({ events });
    await run();
    expect(await sums()).toEqual(truthOf(events));
    expect(asked.slice(0, 3)).toEqual([
      '20260310T00 20260310T00',
      '20260310T01 20260310T02',
      '20260310T03 20260310T06',
    ]);
    expect(asked.at(-1)).toMatch(/ 20260312T09$/);
  });

  it('takes hours without uploads for empty, and goes on behind them', async () => {
    const { run, cursor, receipts, sums } = await project({ events: [] });
    await run();
    expect(JSON.parse(cursor() ?? '')).toMatchObject({ hour: '2026-03-12T10:00:00.000Z', ended: true });
    expect([await sums(), await receipts.quarantine(1)]).toEqual([{}, []]);
  });

  it('has an event that came 28 hours late on the day it happened', async () => {
    const late = uploadedAt('2026-03-10T22:00:00Z', { uploadedAt: Date.parse('2026-03-12T02:00:00Z') });
    const { run, sums } = await project({ events: [late] });
    await run();
    expect(await sums()).toEqual(truthOf([late]));
    expect(Object.keys(await sums()).every((key) => key.endsWith('2026-03-10'))).toBe(true);
  });

  it('goes on each time where it ended, and asks once more for the last hours', async () => {
    const more = uploadedAt('2026-03-12T11:59:00Z');
    const slow = uploadedAt('2026-03-12T08:40:00Z', { event: 'Export Run' });
    const readyAfter = (hour: number) => (hour === Date.parse('2026-03-12T08:00:00Z') ? 4 : 2);
    const { run, sums, at, asked, events: facts } = await project({ events: [...events, slow, more], readyAfter });
    await run();
    expect(await sums()).toEqual(truthOf(events.slice(0, 3)));
    asked.splice(0);
    at('2026-03-12T15:05:00Z');
    await run();
    expect(asked[0]).toMatch(/^20260312T06 /);
    expect(await sums()).toEqual(truthOf([...events, slow, more]));
    const before = (await facts()).length;
    await run();
    expect((await facts()).length).toBe(before);
  });

  it('halves what is too much for the vendor, also for the next run', async () => {
    const many = Array.from({ length: 48 }, (_, i) =>
      uploadedAt(new Date(Date.parse('2026-03-10T00:30:00Z') + i * HOUR).toISOString()),
    );
    for (const most of [
      { refusedAbove: 3, endlessAbove: 1_000 },
      { refusedAbove: 3, endlessAbove: 5 },
      { refusedAbove: 1, endlessAbove: 1 },
    ]) {
      const { run, sums, cursor } = await project({ events: many, most });
      for (let ended = false; !ended; ended = JSON.parse(cursor() ?? '{}').ended) await run(1);
      expect(await sums()).toEqual(truthOf(many));
    }
  });

  it('says so where a single hour is too much, or where it may not', async () => {
    const twice = [...events, uploadedAt('2026-03-10T00:10:00Z')];
    const tooMuch = await project({ events: twice, most: { refusedAbove: 1, endlessAbove: 9 } });
    await expect(tooMuch.run()).rejects.toMatchObject({ _tag: 'VendorRefused', status: 400 });
    const endless = await project({ events: twice, most: { refusedAbove: 1, endlessAbove: 1 } });
    await expect(endless.run()).rejects.toMatchObject({ _tag: 'VendorUnavailable' });
    const stranger = await project({ events, authorization: 'Basic b3RoZXI6a2V5' });
    await expect(stranger.run()).rejects.toMatchObject({ _tag: 'VendorRefused', status: 401 });
    expect([tooMuch.cursor(), stranger.cursor()]).toEqual([undefined, undefined]);
  });

  it('asks for no more than a year back', async () => {
    const { run, asked } = await project({ events: [], settings: { startsOn: '2020-01-01' } });
    await run(1);
    expect(asked).toEqual(['20250312T13 20250312T13']);
  });

  it('asks again for an archive that was cut off', async () => {
    const { run, sums } = await project({ events, faults: ['cut-off', 'broken', 'cut-off'] });
    await run();
    expect(await sums()).toEqual(truthOf(events));
  });

  const upload = fc
    .record({
      uuid: fc.uuid(),
      at: fc.integer({ min: Date.parse('2026-03-10T00:00:00Z'), max: Date.parse('2026-03-12T06:00:00Z') }),
      event: fc.constantFrom('Report Viewed', 'Export Run'),
      user: fc.constantFrom('ann', 'ben', null),
      device: fc.constantFrom('d1', 'd2'),
      company: fc.constantFrom('7', '8'),
      lateHours: fc.constantFrom(0, 0, 0, 1, 28),
    })
    .map(({ at, lateHours, ...rest }): UploadedEvent => ({ ...rest, at, uploadedAt: at + lateHours * HOUR }));
  const story = fc.record({
    events: fc.array(upload, { minLength: 1, maxLength: 20 }),
    faults: fc.array(fc.constantFrom<Fault>('none', 'none', 'cut-off', 'broken', 'busy', 'down'), { maxLength: 12 }),
    most: fc.constantFrom({ refusedAbove: 3, endlessAbove: 5 }, { refusedAbove: 1_000, endlessAbove: 1_000 }),
    stops: fc.array(fc.nat(6), { maxLength: 4 }),
    pushed: fc.array(fc.nat(19), { maxLength: 10 }),
  });

  it('ends with the truth, whatever goes wrong, wherever it is cut short, and whatever is pushed besides', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ events: held, stops, pushed, most, ...given }) => {
        const busiest = Math.max(
          ...held.map(
            (e) => held.filter((f) => Math.floor(f.uploadedAt / HOUR) === Math.floor(e.uploadedAt / HOUR)).length,
          ),
        );
        const limits = {
          refusedAbove: Math.max(busiest, most.refusedAbove),
          endlessAbove: Math.max(busiest, most.endlessAbove),
        };
        const { run, at, ingest, connection, sums } = await project({ events: held, most: limits, ...given });
        const push = (...places: ReadonlyArray<number>) => {
          const bodies = places.flatMap((i) => held[i] ?? []).map(eventJson);
          return ingest(delivered(connection, bodies.length === 1 ? bodies[0] : bodies));
        };
        for (const [i, pages] of stops.entries()) {
          await run(pages).catch(() => 0);
          await push(pushed[i] ?? 0);
        }
        for (const iso of ['2026-03-12T12:30:00Z', '2026-03-13T14:00:00Z']) {
          at(iso);
          for (let tries = 0; tries < 8; tries++)
            if (
              await run().then(
                () => true,
                () => false,
              )
            )
              break;
          await push(...pushed);
        }
        expect(await sums()).toEqual(truthOf(held));
      }),
      { seed: 20_260_312, numRuns: 40 },
    );
  });
});
