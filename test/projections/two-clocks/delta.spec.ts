import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applied, difference } from '../../../projections/two-clocks/delta.js';

const json = fc.jsonValue({ maxDepth: 3 });
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the difference of two pieces of JSON', () => {
  it('makes the one of the other, kept as JSON meanwhile', () => {
    fc.assert(
      fc.property(json, json, (from, to) => {
        const delta = difference(from, to);
        const kept = delta === undefined ? undefined : (asJson(delta) as typeof delta);
        expect(asJson(applied(from, kept))).toEqual(asJson(to));
      }),
    );
  });

  it('is none where both say the same, in whatever order', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(difference(value, asJson(value))).toBeUndefined();
      }),
    );
    expect(difference({ a: 1, b: undefined }, { a: 1 })).toBeUndefined();
    expect(difference({ a: 1, b: 2 }, { b: 2, a: 1 })).toBeUndefined();
    expect(difference({ a: -0 }, { a: 0 })).toBeUndefined();
  });

  it('is the same in whatever order properties stand', () => {
    expect(difference({ a: 1, b: 2 }, {})).toEqual(difference({ b: 2, a: 1 }, {}));
    expect(difference({}, { a: 1, b: 2 })).toEqual(difference({}, { b: 2, a: 1 }));
  });

  it('names only what changed', () => {
    const from = { days: { a: { at: 1 }, b: { at: 2 }, c: { at: 3 } }, seen: [1, 2, 3] };
    const to = { days: { a: { at: 1 }, b: { at: 4 } }, seen: [1, 2] };
    expect(difference(from, to)).toEqual({
      with: [
        ['days', { with: [['b', { with: [['at', { be: 4 }]] }]], without: ['c'] }],
        ['seen', { first: 2 }],
      ],
    });
  });

  it('holds names that would reach a prototype', () => {
    const odd: unknown = JSON.parse('{"__proto__": {"seats": 3}, "constructor": 1}');
    expect(JSON.stringify(applied({}, difference({}, odd)))).toBe(JSON.stringify(odd));
  });
});
