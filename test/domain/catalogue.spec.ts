import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { eventCatalogue } from '../../domain/catalogue.js';
import { arbitraryOf } from '../support/arbitrary-of.js';

describe.each(Object.entries(eventCatalogue))('%s', (type, { codec, version, upcasters }) => {
  it('reads back what it wrote, through JSON', () => {
    fc.assert(
      fc.property(arbitraryOf(codec), (event) => {
        const stored: unknown = JSON.parse(JSON.stringify(codec.encode(event)));
        expect(codec.decode(stored)).toEqual(E.right(JSON.parse(JSON.stringify(event))));
      }),
      { seed: 2026 },
    );
  });

  it('is filed under its own name, with one upcaster a retired version', () => {
    expect(codec.name).toBe(type);
    expect(upcasters).toHaveLength(version - 1);
  });
});
