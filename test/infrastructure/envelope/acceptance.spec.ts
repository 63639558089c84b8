import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import { eventCatalogue } from '../../../domain/catalogue.js';
import { nullable, Timestamp } from '../../../domain/primitives.js';
import { acceptanceOf } from '../../../infrastructure/envelope/acceptance.js';
import { StoredMetadata } from '../../../infrastructure/envelope/stored-event.js';
import { arbitraryOf } from '../../support/arbitrary-of.js';

const parsed = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const decodesToItself = (codec: t.Mixed, value: unknown): boolean => {
  const decoded = codec.decode(value);
  return E.isRight(decoded) && decoded.right === value;
};

type Wound = { readonly at: number; readonly how: 'remove' | 'add' | 'replace'; readonly by: unknown };
const objectsIn = (value: unknown): ReadonlyArray<Record<string, unknown>> =>
  typeof value !== 'object' || value === null
    ? []
    : [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];

/** Damages one of the objects or arrays inside a value, somewhere. */
const wounded = (value: unknown, { at, how, by }: Wound): unknown => {
  const copy = parsed(value);
  const objects = objectsIn(copy);
  const object = objects[at % objects.length];
  if (object === undefined) return by;
  const keys = Object.keys(object);
  const key = keys[at % keys.length] ?? 'first';
  if (how === 'remove') delete object[key];
  else object[how === 'add' ? '0' : key] = by;
  return parsed(copy);
};

const wounds: fc.Arbitrary<Wound> = fc.record({
  at: fc.nat({ max: 40 }),
  how: fc.constantFrom('remove', 'add', 'replace'),
  by: fc.oneof(
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom('2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000Z', '2026-02-30', -1, 0.5, ''),
  ),
});

const codecs: ReadonlyArray<readonly [string, t.Mixed]> = [
  ...Object.entries(eventCatalogue).map(([type, { codec }]) => [type, codec] as const),
  ['StoredMetadata', StoredMetadata],
];

describe('the quick look at what the log gives back', () => {
  it.each(codecs)('takes every %s as it stands', (_, codec) => {
    const accepts = acceptanceOf(codec);
    fc.assert(
      fc.property(arbitraryOf(codec).map(parsed), (value) => {
        expect(accepts(value)).toBe(true);
        expect(decodesToItself(codec, value)).toBe(true);
      }),
      { seed: 2026, numRuns: 50 },
    );
  });

  it.each(codecs)('never takes a %s that decoding would refuse or change', (_, codec) => {
    const accepts = acceptanceOf(codec);
    fc.assert(
      fc.property(arbitraryOf(codec), fc.array(wounds, { minLength: 1, maxLength: 3 }), (value, all) => {
        const damaged = all.reduce<unknown>(wounded, parsed(value));
        expect(accepts(damaged)).toBe(decodesToItself(codec, damaged));
      }),
      { seed: 2026, numRuns: 300 },
    );
  });

  it.each<[string, t.Mixed, ReadonlyArray<unknown>]>([
    ['a union whose first member strips', t.union([t.strict({ a: t.string }), t.type({ b: t.string })]), [{ b: '' }]],
    ['a constant that an earlier member takes', t.union([t.unknown, t.null]), [null, 1]],
    [
      'a tagged union',
      t.union([t.strict({ k: t.literal('a'), n: t.number }), t.strict({ k: t.literal('b') })]),
      [{ k: 'b' }, { k: 'a', n: 1 }, { k: 'b', n: 1 }, { k: 'c' }],
    ],
    ['a field that objects have anyway', t.strict({ constructor: t.unknown }), [{}, { constructor: 1 }]],
    ['a field that may be missing', t.strict({ a: t.union([t.string, t.undefined]) }), [{}, { a: '' }, { b: '' }]],
    ['some fields', t.exact(t.partial({ at: nullable(Timestamp) })), [{}, { at: null }, { toString: 1 }]],
    ['a dictionary', t.record(t.string, t.number), [{}, { a: 1 }, { a: '' }, []]],
    ['a tuple', t.tuple([t.string, t.number]), [['', 1], ['', 1, 2], []]],
    ['a literal', t.literal('a'), ['a', 'b']],
    ['numbers', t.array(t.number), [[1], [''], {}]],
  ])('knows %s', (_, codec, values) => {
    for (const value of values) {
      const accepted = acceptanceOf(codec)(value);
      expect(accepted && !decodesToItself(codec, value)).toBe(false);
    }
  });
});
