import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonMembers, jsonOfMembers } from '../../../infrastructure/event-node/json-members.js';
import {
  firstReadableRevision,
  isSoftDeleted,
  isTooOld,
  noMetadata,
  parseStreamMetadata,
  softDeletion,
  truncatedBefore,
} from '../../../infrastructure/event-node/stream-metadata.js';

describe('the members of a JSON object', () => {
  test('are those that were written, whatever is nested in them', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 2), (object, indent) => {
        const members = jsonMembers(JSON.stringify(object, null, indent));
        const read = [...(members ?? [])].map(([name, value]) => [name, JSON.parse(value)]);
        expect(Object.fromEntries(read)).toEqual(JSON.parse(JSON.stringify(object)));
        expect(JSON.parse(jsonOfMembers(members ?? new Map()))).toEqual(JSON.parse(JSON.stringify(object)));
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test('keep integers that a number does not hold', () => {
    expect(jsonMembers('{"a": 9223372036854775807 }')?.get('a')).toBe('9223372036854775807');
  });

  test.each(['', 'null', '[1]', '"text"', '{"a":', '{a:1}'])('of %s there are none', (text) => {
    expect(jsonMembers(text)).toBeUndefined();
  });
});

describe('stream metadata', () => {
  test('is what the metadata event says', () => {
    expect(parseStreamMetadata('{"$maxCount":3,"$maxAge":60,"$tb":5,"owner":"us"}')).toEqual({
      maxCount: 3,
      maxAgeSeconds: 60,
      truncateBefore: 5n,
    });
  });

  test.each([
    '{"$maxCount":0}',
    '{"$maxCount":-1,"$tb":3}',
    '{"$maxCount":1.5}',
    '{"$maxCount":"3"}',
    '{"$maxAge":0}',
    '{"$tb":-1}',
    '{"$tb":9223372036854775808}',
    '{"$cacheControl":0,"$tb":1}',
    'not json',
  ])('is none at all when it is not valid: %s', (json) => {
    expect(parseStreamMetadata(json)).toEqual(noMetadata);
  });

  test('of a soft-deleted stream hides every event', () => {
    const metadata = parseStreamMetadata(softDeletion);
    expect(isSoftDeleted(metadata)).toBe(true);
    expect(firstReadableRevision(metadata, 41)).toBeGreaterThan(41);
  });

  test('brings a stream back with all else as it was', () => {
    const json = truncatedBefore('{"$tb":9223372036854775807,"exact":12345678901234567890}', 6);
    expect(json).toBe('{"$tb":6,"exact":12345678901234567890}');
    expect(isSoftDeleted(parseStreamMetadata(json))).toBe(false);
    expect(truncatedBefore('not json', 2)).toBe('{"$tb":2}');
  });

  test('shows the later of what count and truncation leave', () => {
    expect(firstReadableRevision({}, 9)).toBe(0);
    expect(firstReadableRevision({ maxCount: 3 }, 9)).toBe(7);
    expect(firstReadableRevision({ maxCount: 30 }, 9)).toBe(0);
    expect(firstReadableRevision({ maxCount: 3, truncateBefore: 8n }, 9)).toBe(8);
  });

  test('lets events grow old', () => {
    expect(isTooOld({ maxAgeSeconds: 10 }, 1_000, 11_000)).toBe(false);
    expect(isTooOld({ maxAgeSeconds: 10 }, 1_000, 11_001)).toBe(true);
    expect(isTooOld({}, 0, 1e12)).toBe(false);
  });
});
