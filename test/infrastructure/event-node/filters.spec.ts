import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { filterOf } from '../../../infrastructure/event-node/streams/filters.js';

const { FilterOptions } = pb.ReadReq.Options;

const typeFilter = (regex: string) =>
  filterOf(
    new FilterOptions()
      .setEventType(new FilterOptions.Expression().setRegex(regex))
      .setCount(new sharedPb.Empty())
      .setCheckpointintervalmultiplier(2),
  );

const matches = (regex: string, type: string): boolean => {
  const filter = typeFilter(regex);
  if (E.isLeft(filter)) throw new Error(filter.left.details);
  return filter.right.matches({ streamName: 'elsewhere', type });
};

describe('a regular expression', () => {
  test.each([
    ['^[^$].*', 'AccountRegistered', true],
    ['^[^$].*', '$metadata', false],
    ['Registered', 'AccountRegistered', true],
    ['registered', 'AccountRegistered', false],
    ['(?i)registered', 'AccountRegistered', true],
    ['\\AAccount\\z', 'Account', true],
    ['\\AAccount\\z', 'AAccount', false],
    ['^support\\-case', 'support-case', true],
    ['^a\\.b$', 'a.b', true],
    ['^a\\.b$', 'axb', false],
    ['^(?<kind>Usage|Health)', 'HealthScored', true],
  ])('%s on %s: %s', (regex, type, expected) => {
    expect(matches(regex, type)).toBe(expected);
  });

  test.each(['(', '(?x) a', '\\p{IsGreek}', '(?>atomic)'])('that may mean something else is refused: %s', (regex) => {
    const filter = typeFilter(regex);
    expect(E.isLeft(filter) && filter.left.details).toContain(regex);
  });
});

test('prefixes are alternatives, and stream filters look at the stream', () => {
  const filter = filterOf(
    new FilterOptions()
      .setStreamIdentifier(new FilterOptions.Expression().setPrefixList(['account-', 'usage-']))
      .setMax(10)
      .setCheckpointintervalmultiplier(3),
  );
  if (E.isLeft(filter)) throw new Error(filter.left.details);
  expect(filter.right.matches({ streamName: 'usage-1', type: 'x' })).toBe(true);
  expect(filter.right.matches({ streamName: 'Usage-1', type: 'usage-' })).toBe(false);
  expect(filter.right.checkpointInterval).toBe(30);
});

test('without a maximum the window is 32', () => {
  const filter = typeFilter('x');
  expect(E.isRight(filter) && filter.right.checkpointInterval).toBe(64);
});

test('a filter on nothing is refused', () => {
  expect(E.isLeft(filterOf(new FilterOptions()))).toBe(true);
});
