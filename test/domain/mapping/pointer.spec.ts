import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonPointer, pointerOf, tokensOf, valueAt } from '../../../domain/mapping/pointer.js';

const keys = fc.array(fc.string({ maxLength: 6 }), { maxLength: 5 });

describe('a JSON pointer', () => {
  it('leads to what stands under any path of keys, and is the same written and read', () => {
    fc.assert(
      fc.property(keys, fc.string(), (path, leaf) => {
        const document = path.reduceRight<unknown>(
          (inner, key) =>
            Object.fromEntries([
              [key, inner],
              [`${key}x`, 'beside'],
            ]),
          leaf,
        );
        const pointer = pointerOf(path);
        expect(JsonPointer.is(pointer)).toBe(true);
        expect(tokensOf(pointer)).toEqual(path);
        expect(valueAt(pointer, document)).toBe(leaf);
      }),
      { seed: 2026 },
    );
  });

  it('counts the elements of lists, and finds nothing where nothing stands', () => {
    const document = { deals: [{ 'a/b': 1 }, { '~': null }] };
    const at = (pointer: string) => valueAt(pointer as JsonPointer, document);
    expect([at('/deals/0/a~1b'), at('/deals/1/~0'), at('')]).toEqual([1, null, document]);
    expect([at('/deals/2'), at('/deals/01'), at('/deals/length'), at('/deals/-'), at('/toString'), at('/a/b')]).toEqual(
      [undefined, undefined, undefined, undefined, undefined, undefined],
    );
  });

  it.each(['name', '/a~', '/a~2b', 7])('is not %s', (text) => expect(JsonPointer.is(text)).toBe(false));
});
