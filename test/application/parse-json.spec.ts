import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../application/parse-json.js';

const placeIn = (text: string) => {
  const parsed = parseJson(Buffer.from(text));
  return E.isLeft(parsed) ? parsed.left.place : undefined;
};

describe('a body that is not JSON', () => {
  it.each([
    ['', 'line 1, column 1'],
    ['[1, 2', 'line 1, column 6'],
    ['[1, 2]]', 'line 1, column 7'],
    ['{"a": 1,\n}', 'line 2, column 1'],
    ['{"a" 1}', 'line 1, column 6'],
    ['{a: 1}', 'line 1, column 2'],
    ['[1,]', 'line 1, column 4'],
    ['[tru]', 'line 1, column 2'],
    ['["a\nb"]', 'line 1, column 2'],
    ['[01]', 'line 1, column 3'],
    ['{"a": {"b": [}}', 'line 1, column 14'],
    ['{"a": 1} x', 'line 1, column 10'],
  ])('says where: %j', (text, place) => expect(placeIn(text)).toBe(place));

  it('may be no text at all', () => {
    const parsed = parseJson(Buffer.from([0x22, 0xff, 0x22]));
    expect(E.isLeft(parsed) && parsed.left.place).toBe('bytes that are not UTF-8');
  });

  it('always has a place, at the end of what was well formed', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, cut) => {
        const prefix = text.slice(0, cut % Math.max(1, text.length));
        if (placeIn(prefix) === undefined) JSON.parse(prefix);
        else expect(() => JSON.parse(prefix)).toThrow();
        expect(placeIn(text)).toBeUndefined();
      }),
      { seed: 20_260_303 },
    );
  });
});
