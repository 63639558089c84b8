import { describe, expect, it } from 'vitest';
import { groupOf, rootsOf } from '../../projections/merged-groups.js';

describe('merged groups', () => {
  const merges = new Map([
    ['b', 'a'],
    ['c', 'b'],
    ['y', 'z'],
    ['z', 'y'],
    ['x', 'z'],
  ]);

  it('follow merges to their end', () =>
    expect(groupOf(rootsOf(merges), 'c')).toEqual({ root: 'a', members: ['a', 'b', 'c'] }));

  it('settle a circle on its first account', () =>
    expect(groupOf(rootsOf(merges), 'x')).toEqual({ root: 'y', members: ['y', 'x', 'z'] }));

  it('leave an account alone that nobody merged', () =>
    expect(groupOf(rootsOf(merges), 'q')).toEqual({ root: 'q', members: ['q'] }));
});
