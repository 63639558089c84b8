import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { normalDraw, uniformOf } from '../../../../ml/statistics/random.js';
import { leadingIndicators } from '../../../../ml/timeseries/correlation/leading-indicators.js';
import { type AccountDays, matchedEvents } from '../../../../ml/timeseries/correlation/matched-days.js';

const request = { clearBefore: 30, clearAfter: 30, controls: 8, seed: 1, leads: [1, 7, 14, 28] };
const DAYS = 180;

/** Two indicators with a wave in common; the first falls 14 days before the end of an account. */
const accountsOf = (seed: number, falls: number, count = 120): ReadonlyArray<AccountDays> => {
  const uniform = uniformOf(seed);
  const wave = Float64Array.from({ length: DAYS }, () => 5 * normalDraw(uniform));
  return Array.from({ length: count }, (_, i) => {
    const end = i % 3 === 0 ? 40 + Math.floor(uniform() * (DAYS - 40)) : DAYS;
    const indicators = [falls, 0].map((fall) => {
      const level = normalDraw(uniform);
      return wave.map((shared, day) =>
        day > end ? Number.NaN : level + shared + 0.3 * normalDraw(uniform) - (day >= end - 14 ? fall : 0),
      );
    });
    return { indicators, events: end < DAYS ? [end] : [] };
  });
};

describe('an indicator that falls before an event', () => {
  it('comes first, with its lead time, its side, and steadily', () => {
    const found = leadingIndicators(accountsOf(1, 2), request);
    if (E.isLeft(found)) throw new Error(found.left._tag);
    const [first, second] = found.right;
    expect(first).toMatchObject({ indicator: 0, leadTime: 14, stability: 1 });
    expect(first?.best.auc).toBeLessThan(0.2);
    expect(first?.best.difference).toBeLessThan(-0.3);
    expect(second).toMatchObject({ indicator: 1, leadTime: undefined });
  });

  it('is not found where none falls more often than stated, though accounts come again and again', () => {
    const shown = Array.from({ length: 40 }, (_, i) => leadingIndicators(accountsOf(100 + i, 0, 60), request)).filter(
      (each) => E.isRight(each) && each.right.some(({ leadTime }) => leadTime !== undefined),
    );
    expect(shown.length).toBeLessThanOrEqual(2);
  });

  it('is the same whatever the order of magnitude, and for the same seed', () => {
    const accounts = accountsOf(2, 2);
    const larger = accounts.map(({ indicators, events }) => ({
      indicators: indicators.map((values) => values.map((value) => value * 1024)),
      events,
    }));
    expect(leadingIndicators(larger, request)).toEqual(leadingIndicators(accounts, request));
  });

  it('is not looked for among too few accounts', () => {
    const refusal = { _tag: 'TooFewAccounts', needed: 10, given: 0 };
    expect(leadingIndicators([], request)).toEqual(E.left(refusal));
    expect(leadingIndicators(accountsOf(3, 2, 12), request)).toEqual(E.left({ ...refusal, given: 4 }));
  });
});

describe('controls of an event', () => {
  it('are other accounts, there on that day, without an event near it', () => {
    const accounts = accountsOf(4, 0);
    for (const { account, day, controls } of matchedEvents(accounts, request))
      for (const control of controls) {
        expect(control).not.toBe(account);
        expect(accounts[control]?.indicators[0]?.[day - 1]).not.toBeNaN();
        for (const event of accounts[control]?.events ?? []) expect(Math.abs(event - day)).toBeGreaterThan(30);
      }
  });
});
