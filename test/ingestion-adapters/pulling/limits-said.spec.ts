import { describe, expect, it } from 'vitest';
import { limitsSaid } from '../../../ingestion-adapters/pulling/limits-said.js';

const now = Date.parse('2026-03-02T08:00:00Z');
const said = (headers: Readonly<Record<string, string>>) => limitsSaid({ headers }, now);
const inSeconds = (remaining: number, seconds: number) => ({ remaining, resetAt: now + seconds * 1000 });

describe('the limits that an answer states', () => {
  it.each([
    ['seconds since 1970', { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': `${now / 1000 + 10}` }, 3, 10],
    ['milliseconds since 1970', { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': `${now + 10_000}` }, 3, 10],
    ['seconds from now', { 'x-rate-limit-remaining': '3', 'x-rate-limit-reset': '10' }, 3, 10],
    ['the first drafts', { 'ratelimit-limit': '9', 'ratelimit-remaining': '0', 'ratelimit-reset': '7' }, 0, 7],
    ['the seventh draft', { ratelimit: 'limit=100, remaining=50, reset=5' }, 50, 5],
    ['the later drafts', { ratelimit: '"default";r=50;t=30' }, 50, 30],
    [
      'HubSpot',
      {
        'x-hubspot-ratelimit-max': '100',
        'x-hubspot-ratelimit-remaining': '99',
        'x-hubspot-ratelimit-interval-milliseconds': '10000',
      },
      99,
      10,
    ],
  ])('are read as %s', (_, headers, remaining, seconds) => {
    expect(said(headers).budgets).toEqual([inSeconds(remaining, seconds)]);
  });

  it('may be several', () => {
    expect(said({ ratelimit: '"minute";r=5;t=30, "day";r=900;t=600' }).budgets).toEqual([
      inSeconds(5, 30),
      inSeconds(900, 600),
    ]);
  });

  it('are none where a number is missing or is none', () => {
    for (const headers of [
      {},
      { 'x-ratelimit-remaining': '3' },
      { 'x-ratelimit-remaining': '-1', 'x-ratelimit-reset': 'soon' },
      { ratelimit: 'remaining=, reset=1' },
      { 'retry-after': 'later' },
    ]) {
      expect(said(headers)).toEqual({ budgets: [], retryAt: undefined });
    }
  });

  it('say when to ask again, in seconds or as a date', () => {
    expect(said({ 'retry-after': '30' }).retryAt).toBe(now + 30_000);
    expect(said({ 'retry-after': 'Mon, 02 Mar 2026 08:01:00 GMT' }).retryAt).toBe(now + 60_000);
  });

  it('are told by the clock of the vendor where it differs from ours', () => {
    const date = 'Mon, 02 Mar 2026 07:00:00 GMT';
    expect(said({ date, 'retry-after': 'Mon, 02 Mar 2026 07:00:20 GMT' }).retryAt).toBe(now + 20_000);
    const reset = `${now / 1000 - 3_600 + 15}`;
    expect(said({ date, 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': reset }).budgets).toEqual([
      inSeconds(1, 15),
    ]);
  });

  it('never lie in the past, or more than a day ahead', () => {
    expect(said({ 'retry-after': 'Mon, 02 Mar 2020 08:01:00 GMT' }).retryAt).toBe(now);
    expect(said({ 'retry-after': '99999999' }).retryAt).toBe(now + 86_400_000);
  });
});
