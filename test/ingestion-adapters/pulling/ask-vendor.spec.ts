import { describe, expect, it } from 'vitest';
import type { AskVendor, VendorRequest } from '../../../ingestion-adapters/feed.js';
import { askLimits, makeAskVendor } from '../../../ingestion-adapters/pulling/ask-vendor.js';
import { type Answer, answer, noAnswer, pending, scriptedVendor } from './scripted-vendor.js';
import { START, settled, virtualTime } from './virtual-time.js';

const request: VendorRequest = { method: 'GET', url: 'https://api.vendor.example/companies' };
const SECOND = 1000;
const MINUTE = 60 * SECOND;

const line = (answers: ReadonlyArray<Answer>, over: Partial<typeof askLimits> = {}) => {
  const time = virtualTime();
  const { http, asked } = scriptedVendor(time.now, answers);
  const vendor = makeAskVendor({ http, time }, { ...askLimits, ...over });
  const stopping = new AbortController();
  const ask = vendor.ask(stopping.signal);
  /** What becomes of it once time has passed. */
  const outcome = async (within = 10 * MINUTE) => {
    let became: unknown = 'still asking';
    ask(request).then(
      ({ status }) => {
        became = status;
      },
      (error: unknown) => {
        became = error;
      },
    );
    await time.pass(within);
    return became;
  };
  const seconds = () => asked.map(({ at }) => (at - START.getTime()) / SECOND);
  return { time, vendor, ask, asked, outcome, seconds, stopping };
};

const unavailable = (reason: string | RegExp) => ({
  _tag: 'VendorUnavailable',
  reason: expect.stringMatching(reason),
});

const many = (ask: AskVendor, count: number) => Array.from({ length: count }, () => ask(request));

describe('asking a vendor', () => {
  it('hands over final answers at once, also those that say no', async () => {
    for (const status of [200, 204, 302, 400, 401, 403, 404]) {
      const { outcome, asked } = line([answer(status)]);
      expect(await outcome(0)).toBe(status);
      expect(asked.map(({ request: sent }) => sent)).toEqual([request]);
    }
  });

  it('tries again what passes, after a random part of a growing time', async () => {
    const { outcome, seconds } = line([answer(500), noAnswer, answer(503), answer(408), answer(200)]);
    expect(await outcome()).toBe(200);
    expect(seconds()).toEqual([0, 0.25, 0.75, 1.75, 3.75]);
  });

  it('gives up after some attempts, and says why', async () => {
    const { outcome, asked } = line([answer(502), answer(502), answer(502), answer(502), noAnswer]);
    expect(await outcome()).toEqual(unavailable('the connection failed: ECONNRESET, 5 times'));
    expect(asked).toHaveLength(5);
  });

  it('waits as long as the vendor wants it to, in seconds or to a date', async () => {
    const { outcome, seconds } = line([
      answer(429, { 'retry-after': '30' }),
      answer(503, { 'retry-after': 'Mon, 02 Mar 2026 08:01:30 GMT' }),
      answer(200),
    ]);
    expect(await outcome()).toBe(200);
    expect(seconds()).toEqual([0, 30.25, 90.5]);
  });

  it('lets everyone of the connection wait who asks meanwhile', async () => {
    const { ask, time, outcome, seconds } = line([answer(429, { 'retry-after': '30' }), answer(200)]);
    const first = ask(request);
    await settled();
    expect(await outcome(29 * SECOND)).toBe('still asking');
    await time.pass(MINUTE);
    expect((await first).status).toBe(200);
    expect(seconds()).toEqual([0, 30.25, 30.25]);
  });

  it('does not wait for hours, and does not ask before', async () => {
    const { outcome, asked, time } = line([answer(429, { 'retry-after': '7200' }), answer(200)]);
    expect(await outcome(MINUTE)).toEqual(unavailable(/^it asks us to wait until 2026-03-02T10:00:00/));
    expect(await outcome(MINUTE)).toEqual(unavailable(/^it asks us to wait until 2026-03-02T10:00:00/));
    expect(asked).toHaveLength(1);
    await time.pass(2 * 60 * MINUTE);
    expect(await outcome()).toBe(200);
  });

  it('sends no more a second than we allow ourselves', async () => {
    const { ask, time, seconds } = line([answer(200)], { rates: [{ name: 'all', perSecond: 2, burst: 3 }] });
    const answers = many(ask, 6);
    await time.pass(MINUTE);
    await Promise.all(answers);
    expect(seconds()).toEqual([0, 0, 0, 0.5, 1, 1.5]);
  });

  it('sends no more of one kind than its own limit, whatever else is sent', async () => {
    const search = { name: 'search', perSecond: 0.1, burst: 1, of: /\/search$/ };
    const { ask, time, asked } = line([answer(200)], { rates: [{ name: 'all', perSecond: 2, burst: 2 }, search] });
    const searching = { ...request, url: `${request.url}/search?after=1` };
    const answers = [searching, searching, request, request].map((one) => ask(one));
    await time.pass(MINUTE);
    await Promise.all(answers);
    const at = (url: string) =>
      asked.filter((one) => one.request.url === url).map((one) => (one.at - START.getTime()) / SECOND);
    expect([at(searching.url), at(request.url)]).toEqual([
      [0, 10],
      [0, 0.5],
    ]);
  });

  it('sends no more than the vendor says is left, until there is more', async () => {
    const { ask, time, seconds } = line([
      answer(200, { 'x-ratelimit-remaining': '2', 'x-ratelimit-reset': '20' }),
      answer(200),
    ]);
    await ask(request);
    const answers = many(ask, 4);
    await time.pass(MINUTE);
    await Promise.all(answers);
    expect(seconds()).toEqual([0, 0, 0, 20, 20]);
  });

  it('stops with the reason of the signal, waiting or not', async () => {
    const { ask, stopping } = line([answer(500)]);
    const asked = ask(request);
    await settled();
    stopping.abort('we stop');
    await expect(asked).rejects.toBe('we stop');
    await expect(ask(request)).rejects.toBe('we stop');
  });
});

describe('a vendor that fails again and again', () => {
  const failing = async (answers: ReadonlyArray<Answer>) => {
    const tried = line([...Array.from({ length: 15 }, () => answer(500)), ...answers]);
    for (let times = 0; times < 3; times++) expect(await tried.outcome(MINUTE)).toEqual(unavailable('it answered 500'));
    return tried;
  };

  it('is not asked for a while, and whoever asks is told why', async () => {
    const { time, ask, asked, vendor } = line([answer(500)]);
    for (let times = 0; times < 3; times++) {
      const failed = expect(ask(request)).rejects.toEqual(unavailable('it answered 500, 5 times'));
      await time.pass(10 * SECOND);
      await failed;
    }
    expect(vendor.circuit()).toEqual({
      state: 'open',
      until: new Date('2026-03-02T08:00:46.250Z'),
      reason: 'it answered 500',
    });
    await expect(ask(request)).rejects.toEqual(
      unavailable(/^it is not asked before 2026-03-02T08:00:46.250Z, since it failed: it answered 500$/),
    );
    expect(asked).toHaveLength(15);
  });

  it('is probed once, and asked as ever when that succeeds', async () => {
    const { time, ask, vendor, outcome, asked } = await failing([answer(200)]);
    await time.pass(MINUTE);
    expect(vendor.circuit()).toMatchObject({ state: 'half-open' });
    const [probe, beside] = many(ask, 2);
    await expect(beside).rejects.toEqual(unavailable('it is not asked while one request probes'));
    expect((await probe)?.status).toBe(200);
    expect(vendor.circuit()).toEqual({ state: 'closed' });
    expect(await outcome(0)).toBe(200);
    expect(asked).toHaveLength(17);
  });

  it('is left alone for longer each time that the probe fails', async () => {
    const { time, outcome, asked, vendor } = await failing([answer(500), answer(500), answer(404)]);
    await time.pass(MINUTE);
    for (const seconds of [45, 90]) {
      expect(await outcome(0)).toEqual(unavailable(/^it answered 500$/));
      const until = time.now().getTime() + seconds * SECOND;
      expect(vendor.circuit()).toMatchObject({ state: 'open', until: new Date(until) });
      await time.pass(seconds * SECOND);
    }
    expect(asked).toHaveLength(17);
    expect(await outcome(0)).toBe(404);
    expect(vendor.circuit()).toEqual({ state: 'closed' });
  });

  it('is left alone for no longer than the first time when it fails after it was well', async () => {
    const failures = Array.from({ length: 15 }, () => answer(500));
    const { time, outcome, vendor } = await failing([answer(500), answer(200), ...failures]);
    await time.pass(MINUTE);
    expect(await outcome(MINUTE)).toEqual(unavailable('it answered 500'));
    expect(await outcome(0)).toBe(200);
    for (let times = 0; times < 3; times++) expect(await outcome(5 * SECOND)).toEqual(unavailable('it answered 500'));
    const { until } = { until: undefined, ...vendor.circuit() };
    expect(until?.getTime()).toBeLessThan(time.now().getTime() + 30 * SECOND);
  });

  it('may be probed by another when the one who did was stopped', async () => {
    const { time, vendor, outcome } = await failing([pending, answer(200)]);
    await time.pass(MINUTE);
    const stopping = new AbortController();
    const probe = vendor.ask(stopping.signal)(request);
    expect(await outcome(0)).toEqual(unavailable('while one request probes'));
    stopping.abort('we stop');
    await expect(probe).rejects.toBe('we stop');
    expect(await outcome(0)).toBe(200);
  });
});
